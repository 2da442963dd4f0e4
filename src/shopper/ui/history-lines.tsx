import type { HistoryLine } from '#contract/member.ts';
import { oneUnit } from '#domain/values/currency.ts';
import type { Money } from '#domain/values/money.ts';
import { type Page, usePage } from '#shopper/ui/page-context.tsx';

/** Ledger entries, each with what it was for, the rule, where and when, and the balance after it. */
export function HistoryLines({ lines }: { lines: readonly HistoryLine[] }) {
  const page = usePage();
  const { t, format } = page;
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line.seq}>
          <span className="line-what">
            <b>
              <bdi>{whatOf(page, line)}</bdi>
            </b>
            <span>
              {line.store && (
                <>
                  <bdi>{line.store}</bdi> ·{' '}
                </>
              )}
              <time dateTime={new Date(line.at).toISOString()}>{format.dateTime(line.at)}</time>
            </span>
            {line.what.rule === 'purchase' && <span>{ruleOf(page, line.what)}</span>}
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

function whatOf({ t, format }: Page, { what }: HistoryLine): string {
  switch (what.rule) {
    case 'welcome':
      return t('history.welcome');
    case 'purchase':
      return t('history.accrual', { money: format.money(what.spent) });
    case 'return':
      return t('history.clawback');
    case 'issue':
      return what.reward;
    case 'give-back':
      return t(giveBackKeys[what.because], { reward: what.reward });
    case 'lot-expiry':
      return t('history.expiry');
  }
}

const giveBackKeys = {
  cancelled: 'history.cancelled',
  expired: 'history.expired',
  reversed: 'history.undone',
  returned: 'history.returned',
  'issued-again': 'history.again',
} as const;

function ruleOf(
  { t, format }: Page,
  what: { spent: Money; pointsPerUnit: number; tier: string },
): string {
  const money = format.money(oneUnit(what.spent.currency));
  return t('history.rule', { rate: what.pointsPerUnit, money, tier: what.tier });
}

// A real minus sign, as wide as the plus.
const signed = (format: Page['format'], points: number): string =>
  (points < 0 ? '−' : points > 0 ? '+' : '') + format.number(Math.abs(points));
