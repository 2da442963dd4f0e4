import type { MergeAskState, MergeSide } from '#domain/people/merge.ts';

/** Tables of memberships that one person had and made one. */
export interface MergeTables {
  merges: MergeRow;
  merge_asks: MergeAskRow;
  merge_offers: MergeOfferRow;
  declined_merges: DeclinedMergeRow;
}

/** A membership that was merged into another one; never changed. */
export interface MergeRow {
  /** The membership that ended. Its books stay under this id. */
  from_id: string;
  /** The one that goes on. It may be merged into a third one later. */
  member_id: string;
  /** The number of the one that ended, which leads to the one that goes on. */
  number: string;
  /** The address of the one that ended, in one spelling: nobody joins there, and support finds by it the one that goes on. */
  address_key: string;
  /** The balance that came along. */
  points: number;
  at: number;
}

/** What a member has shown who is about to merge another membership into theirs, on one device. */
export interface MergeAskRow {
  member_id: string;
  state: MergeAskState;
  session_id: string;
  /** Of the other membership. */
  address: string;
  code_hash: string;
  wrong_codes: number;
  at: number;
  /** When the code, or what it proved, is over. */
  ends_at: number;
}

/** A merge that support has begun, as one of its two members has it. It does nothing by itself. */
export interface MergeOfferRow {
  member_id: string;
  /** The other member, who has a row of their own while it stands. */
  with_id: string;
  side: MergeSide;
  at: number;
  ends_at: number;
}

/** A member's no to a merge that support had begun, so that support sees it. */
export interface DeclinedMergeRow {
  member_id: string;
  /** The other one of both, who may have left. */
  with_id: string;
  at: number;
  /** When the time of what was begun is over. */
  ends_at: number;
}
