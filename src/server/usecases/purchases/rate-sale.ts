import type { Tier } from '#domain/program/program.ts';
import { tierStanding } from '#domain/program/tier.ts';
import type { SaleTime } from '#domain/purchase/rating.ts';
import { standingBefore, type TierHistory } from '#domain/standing/standing.ts';
import { qualifyingMinor } from '#server/storage/purchases/qualifying.ts';
import { isLate } from '#server/storage/purchases/ratings.ts';
import { type ProgramInForce, programThen } from '#server/usecases/ground/program-in-force.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { qualifyingAt } from '#server/usecases/standing/member-tier.ts';
import { type HistorySeen, historyOf } from '#server/usecases/standing/tier-history.ts';

/** By what a sale earns: the program and the tier of its own time, whenever it is reported. */
export interface SaleRules {
  readonly rules: ProgramInForce;
  readonly tier: Tier;
}

/** The program of a sale's time. A till's clock may be fast, and no rule is in force before its time. */
export const rulesAt = (work: Work, soldAt: number): Promise<ProgramInForce> =>
  programThen(work.context.store, work.db, Math.min(soldAt, work.at));

/** The rules of a sale, and the member's history before it, if they had to be read for its tier. */
interface RatedBy extends SaleRules {
  readonly history?: HistorySeen;
}

/** By what a sale earns that is not stored yet. The member is locked. */
export async function rateSale(work: Work, memberId: string, sale: SaleTime): Promise<RatedBy> {
  const rules = await rulesAt(work, sale.soldAt);
  const { program } = rules;
  if (program.tierRule || (await isLate(work.db, memberId, sale.soldAt))) {
    const history = await historyOf(work, memberId, sale.soldAt);
    return { rules, tier: tierOf(rules, history, sale), history };
  }
  const window = qualifyingAt(program, sale.soldAt);
  return {
    rules,
    tier: tierStanding(program, await qualifyingMinor(work.db, memberId, window)).tier,
  };
}

/** The tier of a sale among those around it. */
export function tierOf({ program }: ProgramInForce, history: TierHistory, sale: SaleTime): Tier {
  const { id } = standingBefore(history, sale).tier;
  const tier = program.tiers.find((one) => one.id === id);
  if (!tier) throw new Error('a tier of the terms of its time is one of the program of its time');
  return tier;
}
