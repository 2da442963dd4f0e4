import type { Actor, Finding, WatchRule } from '#domain/events/watch.ts';
import type { WatchDecision } from '#domain/events/watch-decision.ts';

/** A note of the watch list, with the names of whom it is about. Instants are epoch milliseconds. */
export interface WatchNote {
  /** The event that the rule found, and the rule: together they name the note. */
  readonly eventId: string;
  readonly rule: WatchRule;
  readonly at: number;
  /** Null: it happened in no store, as support's acts do. */
  readonly store: string | null;
  readonly who: { readonly kind: Actor['kind']; readonly name: string };
  /** Null: it is about no member, or they were erased. */
  readonly member: { readonly id: string; readonly number: string } | null;
  readonly finding: Finding;
  /** The id of the redemption, purchase, return or adjustment, or else of the event. */
  readonly subjectId: string;
  /** Null: nobody has decided yet. */
  readonly decided: {
    readonly decision: WatchDecision;
    readonly by: string;
    readonly at: number;
  } | null;
}
