import type { MintEnding, MintState } from '#domain/mint/mint-order.ts';
import type { MintVendor } from '#domain/program/way.ts';

/** A discount in a vendor's POS: what is to be asked there next, and what is known about it. */
export interface MintOrderRow {
  member_id: string;
  redemption_id: string;
  store_id: string;
  vendor: MintVendor;
  state: MintState;
  /** Calls to make it that got no answer. */
  unanswered: number;
  /** The vendor's id for it; null: not known. */
  reference: string | null;
  ending: MintEnding | null;
  ended_at: number | null;
  withdrawn_at: number | null;
  /** How many calls in a row failed, and the last failure: codes only, never a key. */
  failures: number;
  fault: string | null;
  created_at: number;
  /** When the voucher ends, with the till's grace. */
  ends_at: number;
  /** The code of its discount, encrypted; null: a version wrote it that derived the code each time. */
  sealed_code: string | null;
  /** When it is due, or until when a process has leased it; null: it is over. */
  due_at: number | null;
}

/** A retailer's own key to a vendor's API, for one store. */
export interface MintConnectionRow {
  store_id: string;
  vendor: MintVendor;
  /** The name of the shop or location at the vendor. No secret. */
  account: string;
  sealed: string;
  connected_at: number;
}
