import type { Some } from './desk-webhooks.ts';

/** What is open where something is about to change or end. Instants are epoch milliseconds. */

/** A reward of the program in force, as far as its stock and its end go. */
export interface RewardLine {
  readonly id: string;
  readonly name: string;
  /** Null: as many as anybody wants. */
  readonly stock: { readonly total: number; readonly left: number } | null;
  /** From when on nobody gets it any more; null: nothing says so. */
  readonly until: number | null;
  readonly isOver: boolean;
}

export interface DeskRewards {
  readonly rewards: readonly RewardLine[];
  /** What holds and will; it is sent back with a change, so that nobody changes what they have not seen. */
  readonly onto: string;
}

export interface RewardOpen extends RewardLine {
  readonly onto: string;
  /** Vouchers of it that members can still use. */
  readonly live: Some;
  /** The programs that wait for their day, and what each says of it: it holds from that day on. */
  readonly later: readonly {
    readonly version: number;
    readonly beginsAt: number;
    /** Null: the reward is not in it. */
    readonly reward: { readonly stock: number | null; readonly until: number | null } | null;
  }[];
}

/** What ends when a store closes, and what stays open. */
export interface StoreOpen {
  readonly id: string;
  readonly name: string;
  readonly devices: number;
  readonly keys: number;
  readonly associates: readonly string[];
  /** Vouchers that members took there and can still use. */
  readonly vouchers: Some;
  /** Returns from there that wait for their purchase. */
  readonly returns: Some;
  /** Codes of the store's own pools that were handed out and not settled. */
  readonly codes: number;
  /** Rewards that can be had in no other store. */
  readonly onlyThere: readonly string[];
  /** Where its discounts are made, as the vendor calls it; null: nowhere. */
  readonly account: string | null;
  /** The places of its posters: they lead people to join in the store's name. */
  readonly posters: readonly string[];
  /** Addresses that hear of this store only. */
  readonly webhooks: number;
}
