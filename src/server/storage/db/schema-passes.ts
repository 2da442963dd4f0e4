import type { PictureKind } from '#domain/program/picture.ts';

/** The rows about passes. */

/** The two digits by which a pass asks for a reward at a price. Another price, or another amount for it, has another slot. */
export interface RewardSlotRow {
  slot: number;
  reward_id: string;
  points: number;
  /** What that gives of a reward with a range, minor units; null: it has no range, or nobody said. */
  worth: number | null;
  /** When the program stopped having it; null: it still has. */
  gone_at: number | null;
}

/** A pass that a till has scanned. A phone's half minute is one row, so it is taken once. */
export interface PassScanRow {
  member_id: string;
  /** The phone's session. */
  session_id: string;
  step: number;
  slot: number;
  /** Hash of the digits: if they are sent again, even much later, this row is found. */
  pass_key: string;
  store_id: string;
  till_id: string;
  scanned_at: number;
  /** Made beforehand, so that looking and redeeming name the same redemption. */
  redemption_id: string;
  state: PassScanState;
  /** JSON: why it was refused last. */
  refusal: string | null;
}

/** Looked at; issued as a redemption; or refused, which may be different next time. */
export type PassScanState = 'seen' | 'issued' | 'refused';

/** One file of a picture of a program, immutable. */
export interface PictureRow {
  hash: string;
  width: number;
  kind: PictureKind;
  /** Base64. */
  content: string;
  stored_at: number;
}

/** Counted in shards, so that a popular reward does not serialise the program; `loaded` is each one's start. */
export interface RewardStockRow {
  reward_id: string;
  shard: number;
  remaining: number;
  loaded: number;
  /** How many of those given out will not count when they come back, because the stock was lowered. */
  withheld: number;
}
