import type { Tier } from '#domain/program/program.ts';
import { tierStanding } from '#domain/program/tier.ts';
import { qualifyingBefore, type RatedSale, type SaleTime } from '#domain/purchase/rating.ts';
import { qualifyingMinor } from '#server/storage/purchases/qualifying.ts';
import { isLate, salesSince } from '#server/storage/purchases/ratings.ts';
import { type ProgramInForce, programThen } from '#server/usecases/ground/program-in-force.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { qualifyingAt } from '#server/usecases/vouchers/weigh-situation.ts';

/** By what a sale earns: the program and the tier of its own time, whenever it is reported. */
export interface SaleRules {
  readonly rules: ProgramInForce;
  readonly tier: Tier;
}

/** The program of a sale's time. A till's clock may be fast, and no rule is in force before its time. */
export const rulesAt = (work: Work, soldAt: number): Promise<ProgramInForce> =>
  programThen(work.context.store, work.db, Math.min(soldAt, work.at));

/** By what a sale earns that is not stored yet. The member is locked. */
export async function rateSale(work: Work, memberId: string, sale: SaleTime): Promise<SaleRules> {
  const rules = await rulesAt(work, sale.soldAt);
  const window = qualifyingAt(rules.program, sale.soldAt);
  if (await isLate(work.db, memberId, sale.soldAt)) {
    return { rules, tier: tierOf(rules, await salesSince(work.db, memberId, window.since), sale) };
  }
  const minor = await qualifyingMinor(work.db, memberId, window);
  return { rules, tier: tierStanding(rules.program, minor).tier };
}

/** The tier of a sale among those around it. */
export const tierOf = (rules: ProgramInForce, sales: readonly RatedSale[], sale: SaleTime): Tier =>
  tierStanding(rules.program, qualifyingBefore(sales, sale, tiersWait(rules))).tier;

const tiersWait = ({ program }: ProgramInForce): boolean =>
  program.pending?.tiers === 'when-available';
