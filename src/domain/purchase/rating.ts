import { qualifyingSince } from '#domain/points/qualifying.ts';
import type { PurchaseLine } from './line.ts';
import { dueBack, type Returned, type Sold } from './return.ts';

/** Where a sale stands among a member's sales, whenever it was reported. */
export interface SaleTime {
  readonly soldAt: number;
  readonly tillId: string;
  readonly receiptNumber: string;
}

/** What came back with one return. */
export interface TimedReturn {
  readonly at: number;
  readonly what: 'whole' | 'lines' | 'amount';
  readonly minor: number;
  readonly lines: readonly PurchaseLine[];
}

/** A sale, as the tier of later sales depends on it. */
export interface RatedSale extends SaleTime, Sold {
  readonly counted: number;
  /** From when it counts towards a tier where tiers wait for points; null: from its sale. */
  readonly countsFrom: number | null;
  readonly returns: readonly TimedReturn[];
}

/**
 * The order of sales, the same in whatever order they are reported. Sales of one instant stand in the order of their
 * tills and receipt numbers, which count up.
 */
export function inOrderOfSale(a: SaleTime, b: SaleTime): number {
  return (
    a.soldAt - b.soldAt ||
    compared(a.tillId, b.tillId) ||
    a.receiptNumber.length - b.receiptNumber.length ||
    compared(a.receiptNumber, b.receiptNumber)
  );
}

const compared = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/**
 * The spend that decides the tier of a sale: what was sold before it in the window, without what had come back by then.
 * What was reported later counts all the same, so the order of reports makes no difference.
 * @param sales the member's sales of the window, in any order; others and the sale itself may be among them
 * @param waits whether spend counts only when its points can be spent
 */
export function qualifyingBefore(
  sales: readonly RatedSale[],
  sale: SaleTime,
  waits: boolean,
): number {
  const since = qualifyingSince(sale.soldAt);
  return sales
    .filter((one) => one.soldAt > since && inOrderOfSale(one, sale) < 0)
    .filter((one) => !waits || (one.countsFrom ?? one.soldAt) <= sale.soldAt)
    .reduce((sum, one) => sum + countedAt(one, sale.soldAt), 0);
}

/** What of a sale counts at an instant: goods that had come back before it do not. */
function countedAt(sale: RatedSale, at: number): number {
  const before = sale.returns.filter((one) => one.at < at);
  if (before.length === 0) return sale.counted;
  return sale.counted - dueBack(sale, returnedBy(before), { amount: sale.counted, on: [] });
}

/** What is back after these returns, in whatever order they came. */
function returnedBy(returns: readonly TimedReturn[]): Returned {
  const lines = new Map<string, number>();
  for (const { id, minor } of returns.flatMap((one) => one.lines)) {
    lines.set(id, (lines.get(id) ?? 0) + minor);
  }
  const unlined = returns.filter(({ what }) => what === 'amount');
  return {
    whole: returns.some(({ what }) => what === 'whole'),
    lines,
    unlinedMinor: unlined.reduce((sum, { minor }) => sum + minor, 0),
  };
}
