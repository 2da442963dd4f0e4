import type { MintEnding, MintState } from '#domain/mint/mint-order.ts';
import type { MintVendor } from '#domain/program/way.ts';

/** A discount in a vendor's POS: the outbox of what is to be asked there, and what is known of it. */
export interface MintOrderRow {
  member_id: string;
  redemption_id: string;
  store_id: string;
  vendor: MintVendor;
  state: MintState;
  /** Calls to make it that were not answered. */
  unanswered: number;
  /** The vendor's id of it; null while none is known. */
  reference: string | null;
  ending: MintEnding | null;
  ended_at: number | null;
  withdrawn_at: number | null;
  /** How many calls in a row led nowhere, and what was said last: codes only, never a key. */
  failures: number;
  fault: string | null;
  created_at: number;
  /** When the voucher's time is over, the till's grace included. */
  ends_at: number;
  /** When it is to be worked on, or the lease of whoever does; null: it is over. */
  due_at: number | null;
}

/** The retailer's own key to a vendor's API, for one store. */
export interface MintConnectionRow {
  store_id: string;
  vendor: MintVendor;
  /** Where discounts are made: the shop's or the location's name there. No secret. */
  account: string;
  sealed: string;
  connected_at: number;
}
