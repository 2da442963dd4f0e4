import type { Held, NaiveReceipt } from './naive-records.ts';

/** What was sold, in the words of a test. */
export interface Sale {
  readonly minor: number;
  readonly lines?: readonly { readonly id: string; readonly minor: number }[];
  readonly taxes?: number;
  /** Paid with a tender that earns nothing. */
  readonly gift?: number;
  /** Rewards given with it, and the lines with their discounts; no lines: all. */
  readonly given?: readonly { voucher: Held; lines: readonly { id: string; minor: number }[] }[];
}

/** The same sale for the model. */
export function receiptOf(
  id: string,
  { minor, lines = [], taxes = 0, gift = 0, given = [] }: Sale,
): NaiveReceipt {
  return {
    id,
    minor,
    lines,
    taxes,
    gift,
    given: given.map(({ voucher, lines: on }) => ({
      voucher,
      weights: lines.map((line) =>
        on.length === 0 ? line.minor : (on.find(({ id: named }) => named === line.id)?.minor ?? 0),
      ),
    })),
  };
}
