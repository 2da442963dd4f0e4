import { lineAsTold } from './line.ts';
import { type Basket, inAnyOrder } from './purchase.ts';
import type { GoodsBack } from './return.ts';

/** What the member took in exchange: it is paid for with what came back, so tenders are not asked. */
export type ExchangeBasket = Pick<Basket, 'total' | 'taxesMinor' | 'lines'>;

/** What a return says, beside its numbers and its time: by this a retry is known. */
export interface ReturnContent {
  readonly back: GoodsBack;
  readonly exchange: ExchangeBasket | null;
}

/** Two returns are one when they say the same, in whatever order a till lists its lines. */
export const sameContent = (a: ReturnContent, b: ReturnContent): boolean =>
  inOrder(a) === inOrder(b);

function inOrder({ back, exchange }: ReturnContent): string {
  const goods =
    back.what === 'lines'
      ? inAnyOrder(back.lines.map(({ id, minor }) => [id, minor]))
      : back.what === 'amount'
        ? [back.amount.minor, back.amount.currency]
        : [];
  const taken = exchange && [
    ...[exchange.total.minor, exchange.total.currency, exchange.taxesMinor],
    inAnyOrder(exchange.lines.map(lineAsTold)),
  ];
  return JSON.stringify([back.what, goods, taken]);
}
