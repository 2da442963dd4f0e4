import type { ActKind, Actor, WatchRule } from '#domain/events/watch.ts';
import type { Entered } from '#domain/redemption/redemption.ts';

/** What somebody did, as the rules of the watch list look at it: copied out of the events, kept for days. */
export interface WatchedActRow {
  actor_kind: Actor['kind'];
  actor_id: string;
  event_id: string;
  kind: ActKind;
  at: number;
  store_id: string | null;
  member_id: string | null;
  /** The redemption, the purchase, the return or the adjustment; else the event. */
  subject_id: string;
  entered: Entered | null;
  minor: number | null;
  points: number | null;
  /** Of a reversal: when and by whom it had been redeemed. */
  redeemed_at: number | null;
  redeemed_by: string | null;
}

/** Something that whoever looks after staff, support and tills should see. */
export interface WatchNoteRow {
  rule: WatchRule;
  /** The event that made it true. */
  event_id: string;
  actor_kind: Actor['kind'];
  actor_id: string;
  store_id: string | null;
  member_id: string | null;
  at: number;
  subject_id: string;
  /** JSON: a `Finding`, the reasons as data. */
  finding: string;
}

/** What a till's POS did of one kind on one day. */
export interface PosDayRow {
  till_id: string;
  kind: ActKind;
  /** Days of UTC since 1970. */
  day: number;
  count: number;
  /** Minor units of purchases and returns, points of the others. */
  sum: number;
}
