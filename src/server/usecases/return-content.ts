import type { Basket } from '#domain/purchase.ts';
import type { GoodsBack } from '#domain/return.ts';
import type { ReturnReceiptRow } from '#server/storage/schema-purchases.ts';

/** What the member took in exchange: it is paid for with what came back, so tenders are not asked. */
export type ExchangeBasket = Pick<Basket, 'total' | 'taxesMinor' | 'lines'>;

/** What a return says, beside its numbers and its time: by this a retry is known. */
export interface ReturnContent {
  readonly back: GoodsBack;
  readonly exchange: ExchangeBasket | null;
}

export const contentOf = (row: Pick<ReturnReceiptRow, 'wish'>): ReturnContent =>
  JSON.parse(row.wish) as ReturnContent; // Written by us, from these types.

/** Two returns are one when they say the same, in whatever order a till lists its lines. */
export const sameContent = (a: ReturnContent, b: ReturnContent): boolean =>
  inOrder(a) === inOrder(b);

function inOrder({ back, exchange }: ReturnContent): string {
  const goods =
    back.what === 'lines'
      ? sorted(back.lines.map(({ id, minor }) => [id, minor]))
      : back.what === 'amount'
        ? [back.amount.minor, back.amount.currency]
        : [];
  const taken = exchange && [
    ...[exchange.total.minor, exchange.total.currency, exchange.taxesMinor],
    sorted(exchange.lines.map(({ id, minor }) => [id, minor])),
  ];
  return JSON.stringify([back.what, goods, taken]);
}

const sorted = (parts: readonly unknown[]): string[] =>
  parts.map((part) => JSON.stringify(part)).sort();
