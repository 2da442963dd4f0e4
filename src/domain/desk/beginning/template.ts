import { minorDigits } from '#domain/values/currency.ts';
import { unitsOfAEuro } from './price-level.ts';

/** The programs that a shop can begin with, by what it sells. */
export const templateIds = [
  'bakery',
  'cafe',
  'beauty',
  'fashion',
  'food',
  'sports',
  'any',
] as const;
export type TemplateId = (typeof templateIds)[number];

/** What a usual purchase comes to in a shop of the kind: the template's amounts are written for it. In euros. */
const usualPurchases: Readonly<Record<TemplateId, number>> = {
  bakery: 8,
  cafe: 6,
  beauty: 35,
  fashion: 60,
  food: 45,
  sports: 50,
  any: 20,
};

/** What to suggest for a usual purchase in a currency, minor units: a sum that people there would recognise. */
export const usualPurchaseMinor = (template: TemplateId, currency: string): number =>
  Math.round(usualPurchases[template] * unitsOfAEuro(currency) * 10 ** minorDigits(currency));

/** Points for a unit have at most four digits after the point, and are a thousand at most. */
const [leastScale, greatestScale] = [0.001, 10_000];

/**
 * How many times larger all amounts of a template are in a shop, so that its points stay as they are: a round number,
 * so that prices are round too.
 * @param purchaseMinor what a usual purchase comes to there
 * @returns 1, 2 or 5, times a power of ten
 */
export function scaleOf(template: TemplateId, purchaseMinor: number, currency: string): number {
  const times = purchaseMinor / 10 ** minorDigits(currency) / usualPurchases[template];
  const power = 10 ** Math.floor(Math.log10(times));
  const round = [1, 2, 5, 10].map((one) => one * power);
  const distance = (one: number) => Math.abs(Math.log(one / times));
  const nearest = round.toSorted((a, b) => distance(a) - distance(b))[0] ?? 1;
  // 0.1 + 0.2 is not 0.3: a power of ten below 1 is written out again.
  return Math.min(greatestScale, Math.max(leastScale, Number(nearest.toPrecision(1))));
}
