import { lineAsTold } from './line.ts';
import { type Basket, inAnyOrder } from './purchase.ts';
import type { GoodsBack } from './return.ts';

/** What the member took in exchange. The returned goods pay for it, so it has no tenders. */
export type ExchangeBasket = Pick<Basket, 'total' | 'taxesMinor' | 'lines'>;

/** What a return says, besides its number and time: a retry says the same. */
export interface ReturnContent {
  readonly back: GoodsBack;
  readonly exchange: ExchangeBasket | null;
}

/** Two returns are the same if they say the same, in any order of lines. */
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
