import type { Pair } from '#contract/desk/desk-foresight.ts';
import type { PastSale } from '#server/storage/rehearsal/past-sales.ts';
import type { AwardThen } from './earning-then.ts';
import type { LineThen } from './line-then.ts';

/** A sale as it would be. */
export interface SaleThen {
  readonly past: PastSale;
  readonly tier: string;
  readonly lines: readonly LineThen[];
}

/** A member as they would be. */
export interface MemberThen {
  readonly sales: readonly SaleThen[];
  readonly awards: readonly AwardThen[];
  /** The tier at the end of the rehearsal, as it is and as it would be. */
  readonly tier: { readonly was: string; readonly would: string };
  readonly outstanding: number;
  /** Points that ended unused, since the beginning of the rehearsal. */
  readonly expired: Pair;
  readonly redeemed: Pair;
  /** Redemptions that could not have been made: the reward or the points were not there. */
  readonly missed: number;
  /** What was given for no sale: joining, birthdays, friends. */
  readonly occasions: Pair;
}
