import type { WatchLimits } from '#domain/program/watch-limits.ts';
import type { Entered } from '#domain/redemption/redemption.ts';

/**
 * What whoever looks after the staff, support and tills should see. A finding accuses nobody: each has an innocent
 * reading, so it says what was counted and leaves the judgement to a person.
 */

/** Who did something: an associate at a till page, a till's POS, which does not say who stands there, or support. */
export interface Actor {
  readonly kind: 'associate' | 'till' | 'support';
  readonly id: string;
}

export type ActKind =
  | 'redemption'
  | 'reversal'
  | 'purchase'
  | 'return'
  | 'adjustment'
  | 'look-up'
  | 'lock'
  | 'guesses';

/** Something that somebody did, as the rules look at it. */
export interface Act {
  readonly kind: ActKind;
  readonly actor: Actor;
  /** The event that tells of it. */
  readonly eventId: string;
  readonly at: number;
  /** Null: at no store, as support. */
  readonly storeId: string | null;
  readonly memberId: string | null;
  /** The redemption, the purchase, the return or the adjustment; else the event. */
  readonly subjectId: string;
  /** Of a redemption: how the code came to the till. */
  readonly entered: Entered | null;
  /** Of a purchase or return: its amount in minor units. */
  readonly minor: number | null;
  /** What it gave or took, whichever way. */
  readonly points: number | null;
  /** Of a reversal: when and by whom it had been redeemed. */
  readonly redeemedAt: number | null;
  readonly redeemedBy: string | null;
}

/** What a till's POS did on one day (UTC), kind by kind. */
export interface Tally {
  readonly count: number;
  /** Minor units of purchases and returns, points of the others. */
  readonly sum: number;
}

/** Why an act is noted, with what a sentence about it needs. */
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
  | { readonly rule: 'many-look-ups'; readonly count: number }
  | { readonly rule: 'locked-again'; readonly count: number }
  | { readonly rule: 'till-guessed' }
  | {
      readonly rule: 'unusual-day';
      readonly what: 'purchase' | 'return' | 'redemption' | 'reversal';
      readonly today: Tally;
      /** The most of each on a day of the four weeks before. */
      readonly usual: Tally;
    };

export type WatchRule = Finding['rule'];

/** What the rules need to know besides the act. */
export interface Surroundings {
  /**
   * What the same actor did within `watchWindowMs` before, the act itself last; of a till's POS, what it did for the
   * same member.
   */
  readonly acts: readonly Act[];
  /** Which rules that count were noted in that time already: what goes on is not news at every step. */
  readonly noted: ReadonlySet<WatchRule>;
  /** The associate's own membership, if it is known. */
  readonly ownMemberId: string | null;
  /** Whether the store was open at the time of the act. */
  readonly storeOpen: boolean;
  /** Purchases by hand of the act's member within `watchWindowMs`, the act among them. */
  readonly memberByHand: { readonly count: number; readonly minor: number };
  /** Another till of the store with the same receipt number and amount; null: none has it. */
  readonly sameReceiptAt: string | null;
  /** What the till's POS did of this kind: today, and at most on a day of the four weeks before; null: no POS did it. */
  readonly days: { readonly today: Tally; readonly usual: Tally } | null;
  readonly limits: WatchLimits;
}

/** As long as a shift can last, so that a count ends with the shift at the latest. */
export const watchWindowMs = 12 * 60 * 60_000;
/** A day is unusual when it has more than three times what the busiest of four weeks had. */
export const unusualTimes = 3;
export const usualDays = 28;
