import type { Money } from '#domain/values/money.ts';
import type { TierFace } from './member.ts';

/** Every tier, and how the member stands to it; instants are epoch milliseconds. */
export interface Ladder {
  readonly at: number;
  /** What counts today. */
  readonly spent: Money;
  /** From when on a purchase counts. */
  readonly since: number;
  /** When the first of it stops counting; null: nothing counts. */
  readonly fadesAt: number | null;
  /** From the lowest to the highest. */
  readonly rungs: readonly Rung[];
}

export interface Rung extends TierFace {
  /** The spend from which on it is held. */
  readonly from: Money;
  /** True for the one that the member has. */
  readonly held: boolean;
  /** How much is missing; null: nothing. */
  readonly missing: Money | null;
  /** Until when the spend reaches for it if nothing more is bought; null: it is not reached, or for good. */
  readonly until: number | null;
}
