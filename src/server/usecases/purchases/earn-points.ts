import { asksOf, type Earned, earnedBySale } from '#domain/earning/earn.ts';
import { fittingRules, type Sale } from '#domain/earning/fitting.ts';
import { leftOf } from '#domain/earning/room.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import { hadBought, timesGiven } from '#server/storage/purchases/earned-lines.ts';
import { holdTotals, totalsOf } from '#server/storage/purchases/earning-totals.ts';
import type { Work } from '#server/usecases/ground/work.ts';

interface SaleOfMember {
  readonly memberId: string;
  readonly tier: Tier;
  readonly sale: Sale;
}

/**
 * What a member's sale earns by the program's rules. It reads only the counts that the rules of this sale ask for; the
 * caller has locked the member.
 */
export async function earnPoints(
  work: Work,
  { memberId, tier, sale }: SaleOfMember,
): Promise<Earned> {
  const fitting = fittingRules(work.program, tier, sale);
  const asks = asksOf(fitting);
  const before = {
    bought: asks.bought && (await hadBought(work.db, memberId, sale.soldAt)),
    toMember: await timesGiven(work.db, memberId, asks.perMember),
    inAll: await totalsToGive(
      work,
      fitting.map(({ rule }) => rule).filter(({ id }) => asks.inAll.includes(id)),
    ),
  };
  return earnedBySale(work.program, tier, before, sale, fitting);
}

/** What these rules have given to all members, locked for those that have something left to give. */
export async function totalsToGive(work: Work, rules: readonly EarningRule[]) {
  const inAll = await totalsOf(
    work.db,
    rules.map(({ id }) => id),
  );
  const open = rules.filter((rule) => {
    const { times, left } = leftOf(rule, inAll);
    return times > 0 && left > 0;
  });
  return new Map([
    ...inAll,
    ...(await holdTotals(
      work,
      open.map(({ id }) => id),
    )),
  ]);
}

/** Whether a rule has a limit for all members together, so that its total is kept. */
export const hasTotal = ({ limits }: EarningRule): boolean =>
  limits.inAll !== undefined || limits.budget !== undefined;
