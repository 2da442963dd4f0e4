import type { Tier } from '#domain/program/program.ts';
import type { TierRule } from '#domain/program/tier-rule.ts';
import type { TierTerms } from '#domain/program/tier-terms.ts';
import type { RatedSale, TimedReturn } from '#domain/purchase/rating.ts';
import { standingAt, type TierHistory } from '#domain/standing/standing.ts';

/** Histories of sales for tests of tiers. */
export const day = 24 * 60 * 60_000;
export const at = (text: string) => Date.parse(text);

/** The id of the tier that somebody stands in at a time. */
export const tierOn = (history: TierHistory, when: string): string =>
  standingAt(history, at(when)).tier.id;

export const tier = (id: string, fromMinor: number, keepMinor?: number): Tier => ({
  id,
  name: { en: id },
  fromMinor,
  rateHundredths: 100,
  color: '#000000',
  perks: [],
  ...(keepMinor !== undefined && { keepMinor }),
});
export const ladder = [tier('member', 0), tier('silver', 50_000), tier('gold', 120_000)];
export const kept = [
  tier('member', 0),
  tier('silver', 50_000, 40_000),
  tier('gold', 120_000, 100_000),
];

export const terms = (tierRule: TierRule | null, tiers = ladder, more = {}): TierTerms => ({
  tiers,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  ...(tierRule && { tierRule }),
  ...more,
});
export const yearly = (more: Partial<TierRule> = {}): TierRule => ({
  by: 'spend',
  period: 'calendar-year',
  ...more,
});

let receipts = 0;
export function sold(
  when: string | number,
  minor: number,
  more: Partial<RatedSale> = {},
): RatedSale {
  receipts += 1;
  return {
    soldAt: typeof when === 'number' ? when : at(when),
    tillId: 't1',
    receiptNumber: `${receipts}`,
    total: { minor, currency: 'EUR' },
    lines: [],
    counted: minor,
    countsFrom: null,
    returns: [],
    ...more,
  };
}
export const back = (when: string, minor: number): TimedReturn => ({
  at: at(when),
  what: 'amount',
  minor,
  lines: [],
});

export const member = (
  sales: readonly RatedSale[],
  one: TierTerms,
  joined = '2024-03-10T12:00:00Z',
): TierHistory => ({ joinedAt: at(joined), sales, terms: [{ from: 0, terms: one }] });
