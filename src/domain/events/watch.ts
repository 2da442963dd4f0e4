import type { WatchLimits } from '#domain/program/watch-limits.ts';
import type { Entered } from '#domain/redemption/redemption.ts';

/**
 * What somebody who looks after staff, support and tills should see. A finding accuses nobody, because each has an
 * innocent explanation. It says what was counted, and a person judges.
 */

/** Who did something: an associate at a till page, a till's POS (which does not say who stands there), or support. */
export interface Actor {
  readonly kind: 'associate' | 'till' | 'support';
  readonly id: string;
}

export type ActKind =
  | 'redemption'
  | 'reversal'
  | 'purchase'
  | 'claim'
  | 'friend'
  | 'return'
  | 'adjustment'
  | 'look-up'
  | 'lock'
  | 'guesses';

/** Something that somebody did, as the rules see it. */
export interface Act {
  readonly kind: ActKind;
  readonly actor: Actor;
  /** The event that reports it. */
  readonly eventId: string;
  readonly at: number;
  /** Null: no store, as for support. */
  readonly storeId: string | null;
  readonly memberId: string | null;
  /** The id of the redemption, purchase, return or adjustment, or else of the event. */
  readonly subjectId: string;
  /** For a redemption: whether its code was scanned or typed. */
  readonly entered: Entered | null;
  /** For a purchase or return: its amount in minor units. */
  readonly minor: number | null;
  /** How many points it gave or took, without a sign. */
  readonly points: number | null;
  /** For a reversal: when the redemption was made, and by whom. */
  readonly redeemedAt: number | null;
  readonly redeemedBy: string | null;
}

/** What a till's POS did on one day (UTC), by kind. */
export interface Tally {
  readonly count: number;
  /** Minor units for purchases and returns, points for the others. */
  readonly sum: number;
}

/** Why an act is noted, with the facts for its sentence. */
export type Finding =
  | { readonly rule: 'own-account' }
  | { readonly rule: 'same-member'; readonly count: number }
  | { readonly rule: 'typed-in-a-row'; readonly count: number }
  | { readonly rule: 'typed-often'; readonly typed: number; readonly of: number }
  | { readonly rule: 'reversed-late'; readonly minutes: number }
  | { readonly rule: 'reversed-after-closing' }
  | { readonly rule: 'many-reversals'; readonly count: number }
  | { readonly rule: 'points-undone'; readonly points: number }
  | { readonly rule: 'large-purchase'; readonly minor: number }
  | { readonly rule: 'many-purchases'; readonly count: number; readonly minor: number }
  | { readonly rule: 'member-by-hand'; readonly count: number; readonly minor: number }
  | { readonly rule: 'same-receipt'; readonly tillId: string }
  | { readonly rule: 'many-adjustments'; readonly count: number; readonly points: number }
  | { readonly rule: 'own-claim' }
  | { readonly rule: 'many-claims'; readonly count: number }
  | { readonly rule: 'own-friend' }
  | { readonly rule: 'many-friends'; readonly count: number }
  | { readonly rule: 'many-look-ups'; readonly count: number }
  | { readonly rule: 'locked-again'; readonly count: number }
  | { readonly rule: 'till-guessed' }
  | {
      readonly rule: 'unusual-day';
      readonly what: 'purchase' | 'return' | 'redemption' | 'reversal';
      readonly today: Tally;
      /** The highest number and sum on one day of the four weeks before. */
      readonly usual: Tally;
    };

export type WatchRule = Finding['rule'];

/** What the rules need besides the act. */
export interface Surroundings {
  /**
   * The same actor's acts in the `watchWindowMs` before, with this one last; for a POS, those for the same member, or the
   * claims of what it sold and the friends who bought there.
   */
  readonly acts: readonly Act[];
  /** The counting rules that were noted in that time already: they are noted once, not at each further act. */
  readonly noted: ReadonlySet<WatchRule>;
  /** The associate's own membership, if it is known. */
  readonly ownMemberId: string | null;
  /** Whether the store was open at the time of the act. */
  readonly storeOpen: boolean;
  /** Purchases by hand of the act's member within `watchWindowMs`, the act among them. */
  readonly memberByHand: { readonly count: number; readonly minor: number };
  /** Another till of the store that has the same receipt number and amount; null: none. */
  readonly sameReceiptAt: string | null;
  /**
   * What the till's POS did of this kind: today, and at most on one day of the four weeks before. Null: the act is not
   * a POS's.
   */
  readonly days: { readonly today: Tally; readonly usual: Tally } | null;
  readonly limits: WatchLimits;
}

/** The longest shift: a count never covers more than one shift. */
export const watchWindowMs = 12 * 60 * 60_000;
/** A day is unusual when it has more than three times as much as the busiest day of four weeks. */
export const unusualTimes = 3;
export const usualDays = 28;
