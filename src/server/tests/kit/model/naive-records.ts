import type { NaiveGoods } from './naive-goods.ts';
import type { Point } from './naive-purse.ts';

export interface Held {
  readonly id: string;
  readonly rewardId: string;
  readonly cost: number;
  readonly expiresAt: number;
  readonly points: readonly Point[];
  /** How many of the points have come back already. */
  back: number;
  state: 'issued' | 'redeemed' | 'reversed' | 'cancelled' | 'expired';
  replacedBy: Held | null;
  readonly undone: Set<string>;
}

export interface Bought {
  readonly id: string;
  readonly at: number;
  readonly goods: NaiveGoods;
  readonly earned: number;
  readonly counted: number;
  /** From when on what it earned can be spent; 0: at once. */
  readonly availableAt: number;
  /** How many of its points its returns have taken, and how many of those had expired. */
  taken: number;
  readonly given: readonly { readonly voucher: Held; readonly weights: readonly number[] }[];
}

/** What a till reports about a purchase; `gift` is the part that was paid with a tender that earns nothing. */
export interface NaiveReceipt {
  readonly id: string;
  readonly minor: number;
  readonly taxes: number;
  readonly gift: number;
  readonly lines: NaiveGoods['lines'];
  readonly given: Bought['given'];
}
