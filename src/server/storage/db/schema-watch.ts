import type { ActKind, Actor, WatchRule } from '#domain/events/watch.ts';
import type { WatchDecision } from '#domain/events/watch-decision.ts';
import type { Entered } from '#domain/redemption/redemption.ts';

/** An act, as the rules of the watch list look at it: copied from the events and kept for some days. */
export interface WatchedActRow {
  actor_kind: Actor['kind'];
  actor_id: string;
  event_id: string;
  kind: ActKind;
  at: number;
  store_id: string | null;
  member_id: string | null;
  /** The id of the redemption, purchase, return or adjustment, or else of the event. */
  subject_id: string;
  entered: Entered | null;
  minor: number | null;
  points: number | null;
  /** For a reversal: when the redemption was made, and by whom. */
  redeemed_at: number | null;
  redeemed_by: string | null;
}

/** A note for somebody who looks after staff, support and tills. */
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
  /** JSON: a `Finding`, with the reasons as data. */
  finding: string;
  /** What was decided about it last; null: nothing yet. */
  decision: WatchDecision | null;
  /** Who decided, by their name at the desk, and when. */
  decided_by: string | null;
  decided_at: number | null;
}

/** What a till's POS did of one kind on one day. */
export interface PosDayRow {
  till_id: string;
  kind: ActKind;
  /** Days since 1970 in UTC. */
  day: number;
  count: number;
  /** Minor units for purchases and returns, points for the others. */
  sum: number;
}
