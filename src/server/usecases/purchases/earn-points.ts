import { asksOf, type Before, type Earned, earnedBySale } from '#domain/earning/earn.ts';
import { fittingRules, type Sale } from '#domain/earning/fitting.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { periodAt } from '#domain/values/period.ts';
import { referralOf } from '#server/storage/people/invitations.ts';
import { hadBought, type KeptLine, timesGiven } from '#server/storage/purchases/earned-lines.ts';
import { shareOf } from '#server/storage/purchases/earning-totals.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { totalsToGive } from '#server/usecases/points/rule-totals.ts';
import type { SaleRules } from './rate-sale.ts';

/** What a sale has earned so far. */
interface OwnPart {
  readonly purchaseId: string;
  readonly lines: readonly KeptLine[];
}

interface SaleOfMember extends SaleRules {
  readonly memberId: string;
  readonly sale: Sale;
  /** What the sale has earned before, if it is rated anew; absent: it is new. */
  readonly earned?: OwnPart | undefined;
}

/**
 * What a member's sale earns by the rules of its time. It reads only the counts that the rules of this sale ask for;
 * the caller has locked the member. Of a sale that is rated anew, its own part in those counts is left out.
 */
export async function earnPoints(
  work: Work,
  { memberId, rules, tier, sale, earned }: SaleOfMember,
): Promise<Earned> {
  const { program } = rules;
  const fitting = fittingRules(program, tier, sale);
  const asks = asksOf(fitting);
  const limited = fitting.map(({ rule }) => rule).filter(({ id }) => asks.inAll.includes(id));
  const before = {
    ...(asks.invited && (await invitedBy(work, memberId))),
    bought: asks.bought && (await hadBoughtBefore(work, { memberId, rules, sale, earned })),
    toMember: await givenToMember(work, { memberId, rules, sale, earned }, asks),
    inAll: withoutOwn(await totalsToGive(work, limited), limited, earned?.lines ?? []),
  };
  return earnedBySale(program, tier, before, sale, fitting);
}

/** The invitation by which the member joined, if there is one. */
async function invitedBy(work: Work, memberId: string): Promise<Pick<Before, 'invited'>> {
  const row = await referralOf(work.db, memberId);
  return row ? { invited: { ruleId: row.rule_id, endsAt: row.ends_at } } : {};
}

/**
 * When the rules that ask gave to the member. One with a limit for a longer time gave seldom, so all its times are read;
 * one with a limit for a day may have given on each day for years.
 */
async function givenToMember(
  { db }: Work,
  { memberId, rules, sale, earned }: Omit<SaleOfMember, 'tier'>,
  { perDay, perMember }: ReturnType<typeof asksOf>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { startedAt, endsAt } = periodAt(sale.soldAt, 'day', rules.program.timeZone);
  const except = earned?.purchaseId;
  const day = { from: startedAt, until: endsAt ?? Number.MAX_SAFE_INTEGER, except };
  return new Map([
    ...(await timesGiven(db, memberId, perDay, day)),
    ...(await timesGiven(db, memberId, perMember, { except })),
  ]);
}

/** Whether it is not the first purchase. One that was the first when it was reported stays it. */
async function hadBoughtBefore(
  work: Work,
  { memberId, rules, sale, earned }: Omit<SaleOfMember, 'tier'>,
): Promise<boolean> {
  if (!earned) return hadBought(work.db, memberId, sale.soldAt);
  const first = rules.program.earning?.filter(({ kind }) => kind === 'first-purchase');
  return !earned.lines.some(({ rule }) => first?.some(({ id }) => id === rule));
}

type Totals = Awaited<ReturnType<typeof totalsToGive>>;

/**
 * What rules have given to all members, without what they gave for a sale that is rated anew. Even a budget that is used
 * up has room for all the points that the sale first had: its returns take their part of them again, so that the total
 * does not grow.
 */
const withoutOwn = (
  totals: Totals,
  rules: readonly EarningRule[],
  own: readonly KeptLine[],
): Totals => {
  const shared = new Map(own.flatMap((line) => (line.inAll ? [[line.rule, line] as const] : [])));
  const budgets = new Map(rules.map(({ id, limits }) => [id, limits.budget]));
  return new Map(
    [...totals].map(([id, { times, points }]) => {
      const line = shared.get(id);
      if (!line) return [id, { times, points }];
      const share = shareOf(line);
      const room = (budgets.get(id) ?? Number.POSITIVE_INFINITY) - line.points;
      return [id, { times: times - share.times, points: Math.min(points - share.points, room) }];
    }),
  );
};
