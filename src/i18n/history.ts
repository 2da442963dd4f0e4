import type { GiveBackReason, LateReport } from '#domain/points/ledger.ts';
import { readableRate } from '#domain/values/currency.ts';
import type { Money } from '#domain/values/money.ts';
import type { Format } from './format.ts';
import type { Translate } from './translate.ts';

/** Why points changed, with texts in the reader's language already. */
export type HistoryWhat =
  | { readonly rule: 'welcome' | 'return' | 'lot-expiry' }
  | { readonly rule: 'purchase'; readonly spent: Money }
  | { readonly rule: 'rated-anew'; readonly late: LateReport }
  | { readonly rule: 'award' | 'award-back'; readonly name: string }
  | { readonly rule: 'issue'; readonly reward: string }
  | { readonly rule: 'give-back'; readonly reward: string; readonly because: GiveBackReason }
  | { readonly rule: 'adjustment'; readonly why: string };

/** A line of history in words: the same on the member's pages, at the desk and for support. */
export function historyWords(t: Translate<'history'>, format: Format, what: HistoryWhat): string {
  switch (what.rule) {
    case 'welcome':
      return t('history.welcome');
    case 'purchase':
      return t('history.accrual', { money: format.money(what.spent) });
    case 'rated-anew':
      return t('history.late', lateWords(t, format, what.late));
    case 'return':
      return t('history.clawback');
    case 'award':
      return what.name;
    case 'award-back':
      return `${t('history.clawback')} · ${what.name}`;
    case 'issue':
      return what.reward;
    case 'give-back':
      return t(giveBackKeys[what.because], { reward: what.reward });
    case 'lot-expiry':
      return t('history.expiry');
    case 'adjustment':
      return t('history.adjustment', { why: what.why });
  }
}

/** By what rate a purchase earned, and as which tier. */
export function rateWords(
  t: Translate<'history'>,
  format: Format,
  what: { readonly spent: Money; readonly pointsPerUnit: number; readonly tier: string },
): string {
  const { rate, money } = readableRate(what.pointsPerUnit, what.spent.currency);
  return t('history.rule', { rate, money: format.money(money), tier: what.tier });
}

const lateWords = (t: Translate<'history'>, format: Format, { what, at, money }: LateReport) => ({
  what:
    what === 'sale' ? t('history.accrual', { money: format.money(money) }) : t('history.clawback'),
  date: format.day(at),
});

const giveBackKeys = {
  cancelled: 'history.cancelled',
  expired: 'history.expired',
  reversed: 'history.undone',
  returned: 'history.returned',
  'issued-again': 'history.again',
} as const;
