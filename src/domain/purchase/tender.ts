/** What a purchase was paid with, as a till counts it: cash is handed over and change given, a card is charged with the tip on it. */
export interface Tender {
  /** The till's own word; capitals and small letters are the same. */
  readonly kind: string;
  /** What was handed over or charged. */
  readonly minor: number;
  /** Given back of it. Absent: nothing. */
  readonly change?: number;
  /** Part of it that is a tip. Absent: none. */
  readonly tip?: number;
  /** How much more than the sale came to was taken because cash is rounded: 2 for 10.00 of 9.98, -2 for 10.00 of 10.02. */
  readonly rounding?: number;
}

/** What tenders may miss the sum of a sale by without a word: cash is rounded to five or ten cents, and few tills say so. */
const unsaidRounding = 5;

/** How much of a sale a tender paid. */
export const paidBy = ({ minor, change = 0, tip = 0, rounding = 0 }: Tender): number =>
  minor - change - tip - rounding;

export const paidByAll = (tenders: readonly Tender[]): number =>
  tenders.reduce((sum, tender) => sum + paidBy(tender), 0);

export const isOneOf = (kinds: readonly string[] | undefined, { kind }: Tender): boolean =>
  kinds?.some((one) => wordOf(one) === wordOf(kind)) ?? false;

/** What a tender says, for comparing: what is not told is nothing. */
export const tenderParts = ({ kind, minor, change = 0, tip = 0, rounding = 0 }: Tender) => [
  ...[wordOf(kind), minor],
  ...[change, tip, rounding],
];

/** A tender of which more is change, tip and rounding than was paid; or tenders that do not come to what the sale does. */
export function tenderFault(
  tenders: readonly Tender[],
  expected: number,
): { readonly pointer: string; readonly detail: string } | null {
  const below = tenders.findIndex((tender) => paidBy(tender) < 0);
  if (below >= 0) {
    const detail = 'has more change, tip and rounding than was paid';
    return { pointer: `/tenders/${below}`, detail };
  }
  const sum = paidByAll(tenders);
  if (tenders.length === 0 || Math.abs(sum - expected) <= unsaidRounding) return null;
  const detail = `sum to ${sum}, not to ${expected}: say what was change, tip or rounding`;
  return { pointer: '/tenders', detail };
}

const wordOf = (kind: string): string => kind.toLowerCase();
