import type { ActKind, WatchRule } from '#domain/events/watch.ts';
import type { Entered } from '#domain/redemption/redemption.ts';

/** What an associate did, as the rules of the watch list look at it: copied out of the events, kept for days. */
export interface WatchActRow {
  associate_id: string;
  event_id: string;
  kind: ActKind;
  at: number;
  store_id: string;
  member_id: string;
  /** The redemption or the purchase. */
  subject_id: string;
  entered: Entered | null;
  minor: number | null;
  /** Of a reversal: when and by whom it had been redeemed. */
  redeemed_at: number | null;
  redeemed_by: string | null;
}

/** Something that whoever looks after the staff should see. */
export interface WatchNoteRow {
  rule: WatchRule;
  /** The event that made it true. */
  event_id: string;
  associate_id: string;
  store_id: string;
  member_id: string;
  at: number;
  subject_id: string;
  /** JSON: a `Finding`, the reasons as data. */
  finding: string;
}
