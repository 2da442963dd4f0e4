import type { HistoryMonth } from '#contract/history-month.ts';
import type { HistoryLine, HistoryPage } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { HistoryEntry } from '#shopper/ui/history/history-lines.tsx';
import { type Page, usePage } from '#shopper/ui/page-context.tsx';
import { RewardPicture } from '#shopper/ui/reward-picture.tsx';

/** Lines by month, each with what was earned and spent in it, and by day. */
export function Months({ pages }: { pages: readonly HistoryPage[] }) {
  const page = usePage();
  const { format } = page;
  const months = pages.flatMap((one) => one.months ?? []);
  return grouped(
    pages.flatMap(({ lines }) => lines),
    ({ at }) => months.find(({ from }) => from <= at)?.name ?? '',
  ).map(([name, lines]) => {
    const { seq } = lines[0];
    const month = months.find((one) => one.name === name);
    return (
      <section key={seq}>
        {month && (
          <>
            <h2>{name}</h2>
            <p className="hint">{sumsOf(page, month)}</p>
          </>
        )}
        {grouped(lines, (line) => format.day(line.at)).map(([day, ofDay]) => (
          <section key={ofDay[0].seq}>
            <h3 className="hint">{day}</h3>
            <ul className="lines">
              {ofDay.map((line) => (
                <Line key={line.seq} line={line} />
              ))}
            </ul>
          </section>
        ))}
      </section>
    );
  });
}

type Some<T> = readonly [T, ...T[]];

/** Neighbours that share a name, together under it. */
function grouped<T>(items: readonly T[], nameOf: (item: T) => string): [string, Some<T>][] {
  const groups: [string, [T, ...T[]]][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0] === nameOf(item)) last[1].push(item);
    else groups.push([nameOf(item), [item]]);
  }
  return groups;
}

function sumsOf({ t, format }: Page, { earned, spent, lapsed }: HistoryMonth): string {
  const sums = [
    t('history.earned', { points: format.number(earned) }),
    t('history.spent', { points: format.number(spent) }),
  ];
  if (lapsed > 0) sums.push(t('history.lapsed', { points: format.number(lapsed) }));
  return sums.join(' ·\u00a0');
}

function Line({ line }: { line: HistoryLine }) {
  const { t, format } = usePage();
  const { what, notes = [] } = line;
  return (
    <HistoryEntry
      line={line}
      timeOf={format.time}
      to={'redemptionId' in what && paths.redemption(what.redemptionId)}
      before={<RewardPicture art={line.art} />}
      more={
        <>
          {notes.map((note) => (
            <span key={note}>{note}</span>
          ))}
          {'receiptNumber' in what && (
            <span>{t('history.receipt', { number: what.receiptNumber })}</span>
          )}
        </>
      }
      after={t('history.balance', { points: line.balanceAfter })}
    />
  );
}
