import type { Money } from '#domain/values/money.ts';

/** What a till's own program is refused: keys, retries, purchases and returns. */
export type PosRefusal =
  | { key: 'key-unknown' }
  /** An administrator's key that may do something else. */
  | { key: 'key-scope'; scope: string }
  | { key: 'member-unknown' }
  | { key: 'key-reused' }
  | { key: 'in-flight' }
  /**
   * Another till's request, or this till's with other content; `differs` says whether the member or the content is
   * another one.
   */
  | { key: 'receipt-reused'; differs: 'member' | 'content' }
  /** Several tills of a store have used the number: a program or a person must say which till is meant. */
  | {
      key: 'receipt-ambiguous';
      storeId: string;
      store: string;
      purchases: readonly SoldAt[];
    }
  | { key: 'currency-other'; expected: string }
  /** `now` is the server's time, so that a till can tell how wrong its clock is. */
  | { key: 'time-ahead'; now: number }
  /** Too long ago for a sale or a return to be reported: more than so many days. */
  | { key: 'time-past'; now: number; days: number }
  /** Sold before the day on which the member joined. */
  | { key: 'sold-before-joining' }
  /** Too long ago for a till that was offline to redeem. */
  | { key: 'use-past'; now: number }
  | { key: 'return-too-large'; money: Money }
  | { key: 'line-unknown'; line: string }
  | { key: 'purchase-unknown' }
  | { key: 'return-unknown' }
  | { key: 'redemption-taken' }
  | { key: 'redemption-open' };

/** What tells a purchase from another one with the same receipt number. */
export interface SoldAt {
  readonly tillId: string;
  readonly till: string;
  readonly soldAt: number;
  readonly total: Money;
}

export const posRefusals: Record<PosRefusal['key'], true> = {
  'key-unknown': true,
  'key-scope': true,
  'member-unknown': true,
  'key-reused': true,
  'in-flight': true,
  'receipt-reused': true,
  'receipt-ambiguous': true,
  'currency-other': true,
  'time-ahead': true,
  'time-past': true,
  'sold-before-joining': true,
  'use-past': true,
  'return-too-large': true,
  'line-unknown': true,
  'purchase-unknown': true,
  'return-unknown': true,
  'redemption-taken': true,
  'redemption-open': true,
};
