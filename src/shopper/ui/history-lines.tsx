import type { HistoryLine } from '#contract/member.ts';
import { readableRate } from '#domain/values/currency.ts';
import type { Money } from '#domain/values/money.ts';
import { historyWords } from '#i18n/history.ts';
import { type Page, usePage } from '#shopper/ui/page-context.tsx';

/**
 * Ledger entries: what each was for, its rule, where and when, and the balance after it.
 * @param byDay each day is above its entries, which then show only the time
 */
export function HistoryLines({
  lines,
  byDay = false,
}: {
  lines: readonly HistoryLine[];
  byDay?: boolean;
}) {
  const page = usePage();
  const { t, format } = page;
  const dayOf = (line: HistoryLine | undefined) => byDay && line && format.date(line.at);
  return (
    <ul className="lines">
      {lines.map((line, place) => (
        <li key={line.seq}>
          {dayOf(line) !== dayOf(lines[place - 1]) && <h2>{dayOf(line)}</h2>}
          <span className="line-what">
            <b>
              <bdi>{historyWords(t, format, line.what)}</bdi>
            </b>
            <span>
              {line.store && (
                <>
                  <bdi>{line.store}</bdi> ·{' '}
                </>
              )}
              <time dateTime={new Date(line.at).toISOString()}>
                {byDay ? format.time(line.at) : format.dateTime(line.at)}
              </time>
            </span>
            {(line.what.rule === 'purchase' || line.what.rule === 'rated-anew') && (
              <span>{ruleOf(page, line.what)}</span>
            )}
            {line.what.rule === 'purchase' &&
              line.what.rules?.map(({ name, points }) => (
                <span key={name}>
                  <bdi>{name}</bdi> <span dir="ltr">{signed(format, points)}</span>
                </span>
              ))}
            {line.pending && (
              <span>
                {t('history.pending', {
                  points: line.pending.points,
                  date: format.date(line.pending.availableAt),
                })}
              </span>
            )}
          </span>
          <span className="line-points">
            <b className={line.points > 0 ? 'plus' : ''} dir="ltr">
              {signed(format, line.points)}
            </b>
            <span>{t('history.balance', { points: line.balanceAfter })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function ruleOf(
  { t, format }: Page,
  what: { spent: Money; pointsPerUnit: number; tier: string },
): string {
  const { rate, money } = readableRate(what.pointsPerUnit, what.spent.currency);
  return t('history.rule', { rate, money: format.money(money), tier: what.tier });
}

// A real minus sign, as wide as the plus.
const signed = (format: Page['format'], points: number): string =>
  (points < 0 ? '−' : points > 0 ? '+' : '') + format.number(Math.abs(points));
