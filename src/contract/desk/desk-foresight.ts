import type { Text } from '#domain/program/text.ts';

/** A figure as it is, and as it would be. */
export interface Pair {
  readonly was: number;
  readonly would: number;
}

/** Members who go from one tier to another. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly members: number;
  /** Membership numbers of some of them. */
  readonly sample: readonly string[];
}

/** What a tier has at the end of the rehearsal; what was given is by the tier of each sale. */
export interface TierFigures {
  readonly id: string;
  readonly name: Text;
  readonly members: Pair;
  readonly given: Pair;
  readonly outstanding: Pair;
}

export interface StoreFigures {
  readonly id: string;
  readonly name: string;
  readonly sales: number;
  readonly given: Pair;
}

/** A member whose points change. */
export interface Touched {
  readonly number: string;
  readonly outstanding: Pair;
}

/** What other rules would have made of a shop's past. Figures are points unless they say otherwise. */
export interface Rehearsal {
  /** From when the rules were tried, and the end: epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  /** Looked at; those who left are not. */
  readonly members: number;
  /** Since `from`. */
  readonly sales: number;
  /** What would not be as it is: sales, by points or tier, and members, by the points that they have. */
  readonly differences: { readonly sales: number; readonly members: number };
  /** For purchases, without what came back. */
  readonly given: Pair;
  /** For stamps, goals, and friends who were invited. */
  readonly awards: Pair;
  /** For what is no purchase: joining, birthdays, inviting. */
  readonly occasions: Pair;
  readonly redeemed: Pair;
  /** Redemptions that could not have been made: the reward or the points were not there. */
  readonly missed: number;
  readonly expired: Pair;
  /** What members have at the end: the liability, debts taken off. */
  readonly outstanding: Pair;
  /** The same in minor units, where the program says what a point is worth; null: it does not. */
  readonly worth: Pair | null;
  readonly tiers: readonly TierFigures[];
  readonly stores: readonly StoreFigures[];
  readonly moves: readonly Move[];
  /** Those whose points would change most. */
  readonly most: readonly Touched[];
  /** Rules, by id, that reward what nobody could do before, so that nothing of them was rehearsed. */
  readonly notRehearsed: readonly string[];
}
