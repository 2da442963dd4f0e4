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
 * What counts of a sale: all of it when it is sold, and less with each return.
 * @returns its steps in the order of their times, the sale itself first
 */
export function countedSteps(sale: RatedSale): { readonly at: number; readonly minor: number }[] {
  const back = [...sale.returns].sort((a, b) => a.at - b.at);
  const left = back.map((one, index) => ({
    // A till's clock may say that goods came back before they were sold.
    at: Math.max(one.at, sale.soldAt),
    minor:
      sale.counted -
      dueBack(sale, returnedBy(back.slice(0, index + 1)), { amount: sale.counted, on: [] }),
  }));
  return [{ at: sale.soldAt, minor: sale.counted }, ...left];
}

/** What is back after these returns, in whatever order they came. */
export function returnedBy(returns: readonly TimedReturn[]): Returned {
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
