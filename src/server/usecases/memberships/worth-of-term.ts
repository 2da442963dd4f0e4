import type { MembershipTerm } from '#domain/membership/term.ts';
import { type TermWorth, termWorth } from '#domain/membership/worth.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { countedSteps } from '#domain/purchase/rating.ts';
import { standingAt, standingBefore } from '#domain/standing/standing.ts';
import { minorDigits } from '#domain/values/currency.ts';
import {
  earnedByRulesWithin,
  toldDiscounts,
  usedWithin,
} from '#server/storage/purchases/memberships.ts';
import type { SaleSeen } from '#server/storage/purchases/sales.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import { programThen } from '#server/usecases/ground/program-in-force.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { type HistorySeen, historyOf } from '#server/usecases/standing/tier-history.ts';

type Term = Pick<MembershipTerm, 'tierId' | 'from' | 'until'>;

/**
 * What a term has given its member so far beyond the tier that they would have had without it, by what the program says
 * that things are worth. It reads the sales and rewards of the term, so no till waits for it but where a refund is less
 * what was given.
 */
export async function worthOfTerm(
  work: ReadWork,
  memberId: string,
  { tierId, from, until }: Term,
): Promise<TermWorth> {
  const { db, program, at } = work;
  const valuing = program.paidMemberships?.find((one) => one.tierId === tierId) ?? {};
  const history = await historyOf(work, memberId, from);
  const without = { ...history, grants: history.given };
  const within = { from, until: Math.min(until, at + 1) };
  const rungOf = (id: string | undefined) => program.tiers.findIndex((tier) => tier.id === id);
  const told = await toldDiscounts(db, memberId);
  const used = (await usedWithin(db, memberId, within))
    .map(({ id, reward, used_at }) => ({
      id,
      at: used_at ?? from,
      reward: rewardAtIssue({ reward }),
    }))
    .filter(({ at: usedAt, reward }) => {
      const needs = rungOf(reward.tier);
      return needs > rungOf(standingAt(without, usedAt).tier.id) && needs <= rungOf(tierId);
    })
    .map(({ id, reward }) => ({ reward, offMinor: told.get(id) ?? null }));
  const points = await extraPoints(work, { memberId, tierId, within, history: without });
  return termWorth(valuing, used, points);
}

interface Asked {
  readonly memberId: string;
  readonly tierId: string;
  readonly within: { readonly from: number; readonly until: number };
  /** Without what was paid for. */
  readonly history: HistorySeen;
}

/** Points of the term's sales by the tier's rate and by rules for it, beyond those of the tier that they would have had. */
async function extraPoints(
  { context, db }: ReadWork,
  { memberId, tierId, within, history }: Asked,
): Promise<number> {
  const sales = history.sales.filter(
    ({ soldAt, row }) => row.tier_id === tierId && soldAt >= within.from && soldAt < within.until,
  );
  if (sales.length === 0) return 0;
  const byRules = Map.groupBy(
    await earnedByRulesWithin(db, memberId, within),
    ({ purchase_id }) => purchase_id,
  );
  let extra = 0;
  for (const sale of sales) {
    const { program } = await programThen(context.store, db, sale.soldAt);
    const own = standingBefore(history, sale).tier;
    const paid = program.tiers.find(({ id }) => id === tierId);
    if (!paid || rungIn(program, own) >= rungIn(program, paid)) continue;
    extra += pointsBy(program, paid, sale) - pointsBy(program, own, sale);
    for (const line of byRules.get(sale.row.id) ?? []) {
      const rule = program.earning?.find(({ id }) => id === line.rule_id);
      const forTiers = rule?.when.tiers;
      if (forTiers?.includes(tierId) && !forTiers.includes(own.id)) {
        extra += line.points - line.points_back;
      }
    }
  }
  return extra;
}

const rungIn = ({ tiers }: Program, { id }: Tier): number =>
  tiers.findIndex((tier) => tier.id === id);

/** What the price of the goods that were kept earns at a tier, without other rules; rounded down, as a sale is. */
function pointsBy(program: Program, { rateHundredths }: Tier, sale: SaleSeen): number {
  const kept = countedSteps(sale).at(-1)?.minor ?? 0;
  const perUnit = BigInt(Math.round(program.pointsPerUnit * 10_000)) * BigInt(rateHundredths);
  const unit = 10n ** BigInt(minorDigits(program.currency));
  return Number((BigInt(Math.max(0, kept)) * perUnit) / (unit * 1_000_000n));
}
