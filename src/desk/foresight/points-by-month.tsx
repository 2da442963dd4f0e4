import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeskFigures } from '#contract/desk/desk-figures.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useForesightWords } from '#desk/api/foresight-words.ts';
import { useMyself } from '#desk/api/me.ts';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { worthOf } from '#domain/desk/audit/worth.ts';
import { monthName } from '#i18n/month-name.ts';
import { read } from '#web/client.ts';
import { Plot } from './plot.tsx';

/** Points that were issued, used and ended, and what members have, by month: the shop's liability. */
export function PointsByMonth() {
  const { t } = useForesightWords();
  const figures = useQuery({ queryKey: ['figures'], queryFn: () => read(deskLinks.figures) });
  return (
    <Page title={t('desk.figures.title')} hint={t('desk.figures.hint')}>
      {figures.data ? (
        <Known figures={figures.data} />
      ) : (
        <Waiting failure={figures.error} onRetry={() => void figures.refetch()} />
      )}
    </Page>
  );
}

function Known({ figures }: { readonly figures: DeskFigures }) {
  const { t, format } = useForesightWords();
  const { currency } = useMyself().program;
  const { until, outstanding, pointWorth, months } = figures;
  if (until === null) return <p className="soft">{t('desk.figures.none')}</p>;
  const money = (points: number) =>
    pointWorth && format.money({ minor: worthOf(pointWorth, points), currency });
  const worth = money(outstanding);
  return (
    <>
      <section className="panel">
        <h2>
          {worth === null
            ? t('desk.figures.have', { count: outstanding })
            : t('desk.figures.have-worth', { count: outstanding, worth })}
        </h2>
        <p className="soft">{t('desk.figures.until', { time: format.dateTime(until) })}</p>
        <p className="soft">{t(`desk.figures.worth-${pointWorth?.by ?? 'unknown'}`)}</p>
        {months.length > 1 && <Plots figures={figures} />}
      </section>
      <section className="panel">
        <h2>{t('desk.figures.by-month')}</h2>
        <Months figures={figures} money={money} />
      </section>
    </>
  );
}

function Plots({ figures: { months } }: { readonly figures: DeskFigures }) {
  const { t, format, language } = useForesightWords();
  const { timeZone } = useMyself().program;
  const shown = useMemo(
    () => ({
      times: months.map(({ from }) => from),
      have: [
        { label: t('desk.figures.outstanding'), values: months.map((one) => one.outstanding) },
      ],
      flow: [
        { label: t('desk.figures.issued'), values: months.map(({ issued }) => issued) },
        { label: t('desk.figures.used'), values: months.map(({ used }) => used) },
        { label: t('desk.figures.expired'), values: months.map(({ expired }) => expired) },
      ],
      timeText: (at: number) => monthName(language, timeZone, at),
      valueText: (value: number) => format.number(value),
    }),
    [months, t, format, language, timeZone],
  );
  const { times, have, flow, timeText, valueText } = shown;
  return (
    <>
      <Plot times={times} lines={have} timeText={timeText} valueText={valueText} />
      <Plot times={times} lines={flow} timeText={timeText} valueText={valueText} />
    </>
  );
}

/** The latest month in front. */
function Months({
  figures: { months },
  money,
}: {
  readonly figures: DeskFigures;
  money(points: number): string | null;
}) {
  const { t, format, language } = useForesightWords();
  const { timeZone } = useMyself().program;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and a keyboard reaches it only so
    <section className="wide-table" aria-label={t('desk.figures.by-month')} tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('desk.figures.month')}</th>
            <th scope="col">{t('desk.figures.issued')}</th>
            <th scope="col">{t('desk.figures.used')}</th>
            <th scope="col">{t('desk.figures.expired')}</th>
            <th scope="col">{t('desk.figures.outstanding')}</th>
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map(({ from, issued, used, expired, outstanding }) => {
            const worth = money(outstanding);
            return (
              <tr key={from}>
                <th scope="row">{monthName(language, timeZone, from)}</th>
                <td>{format.number(issued)}</td>
                <td>{format.number(used)}</td>
                <td>{format.number(expired)}</td>
                <td>
                  {format.number(outstanding)}
                  {worth !== null && <span className="soft worth">{worth}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
