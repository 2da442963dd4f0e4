import { awardsToChange } from '#domain/earning/award.ts';
import { type CountedThere, timesAfter } from '#domain/earning/counted-together.ts';
import { type CountingRule, isCounting } from '#domain/program/earning-rule.ts';
import type { AwardRow, PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Person } from '#server/storage/merges/merges.ts';
import { awardsOf } from '#server/storage/purchases/awards.ts';
import { countedBy } from '#server/storage/purchases/counted-lines.ts';
import type { ProgramInForce } from '#server/usecases/ground/program-in-force.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** What a sale or a return has just changed in what is counted for a rule. */
export interface Change {
  readonly rule: string;
  readonly within: number;
  /** Above zero: counted; below: taken back. */
  readonly by: number;
}

/** A sale, and the program of its time. */
export interface Settled {
  readonly purchase: PurchaseRow;
  readonly rules: ProgramInForce;
}

/** The rule of which a person's awards become more or fewer. */
export interface Settling {
  readonly rule: CountingRule;
  readonly rules: ProgramInForce;
  /** The awards of the rule that the person has, in the books of all their memberships. */
  readonly awards: readonly AwardRow[];
  /** The period of its goal; null: it is a card. */
  readonly within: number | null;
  /** How many awards to give; below zero: to take back. */
  readonly wanted: number;
}

/** How many awards changes make due, or no more, for each rule that is in the program. */
export async function dueBy(
  work: Work,
  { purchase, rules, person }: Settled & { readonly person: Person },
  changes: readonly Change[],
): Promise<Settling[]> {
  const byId = countingRules(rules);
  const counting = changes
    .filter(({ rule, by }) => by !== 0 && byId.has(rule))
    .toSorted((a, b) => byRule(a.rule, b.rule));
  const counted = await countedFor(work, person, counting, byId);
  const turns = counting.flatMap((change) => {
    const rule = byId.get(change.rule);
    if (!rule) return [];
    // A goal is one of its period; a card goes on.
    const within = rule.kind === 'spend-goal' ? change.within : null;
    const now = ofPeriod(countedOf(rule, counted, purchase.member_id), within);
    const was = without(now, { ...change, memberId: purchase.member_id });
    const due = (all: readonly CountedThere[]) => timesAfter(rule, change.by, all, person.joinedAt);
    const [before, after] = [due(was), due(now)];
    return before === after ? [] : [{ rule, within, before, after }];
  });
  const ids = turns.map(({ rule }) => rule.id);
  // Most sales fill no card, so that no award has to be read.
  const awards = await awardsOf(work.db, person.ids, ids);
  return turns.flatMap(({ rule, within, before, after }): Settling[] => {
    const all = awards.get(rule.id) ?? [];
    const mine = rule.kind === 'referral' ? of(all, purchase.member_id) : all;
    const given = standing(ofPeriod(mine, within)).length;
    const wanted = awardsToChange({ before, after, given, room: Number.POSITIVE_INFINITY });
    return wanted === 0 ? [] : [{ rules, rule, awards: all, within, wanted }];
  });
}

/** By the ids of rules: their totals are locked in this one order, so that two acts do not wait for each other. */
export const byRule = (a: string, b: string): number => (a < b ? -1 : 1);

export const countingRules = ({ program }: ProgramInForce): ReadonlyMap<string, CountingRule> =>
  new Map(program.earning?.filter(isCounting).map((rule) => [rule.id, rule]));

/** What is counted for each of these rules: of a card all, of a goal what its periods that changed have. */
async function countedFor(
  { db }: Work,
  { ids: memberIds }: Person,
  changes: readonly Change[],
  byId: ReadonlyMap<string, CountingRule>,
): Promise<Map<string, CountedThere[]>> {
  const isGoal = ({ rule }: Change) => byId.get(rule)?.kind === 'spend-goal';
  const ids = (some: readonly Change[]) => some.map(({ rule }) => rule);
  const goals = changes.filter(isGoal);
  const periods = [...new Set(goals.map(({ within }) => within))];
  const cards = changes.filter((change) => !isGoal(change));
  return new Map([
    ...(await countedBy(db, memberIds, ids(cards))),
    ...(await countedBy(db, memberIds, ids(goals), periods)),
  ]);
}

/** An invitation counts what was bought in the membership that joined by it. */
function countedOf(
  rule: CountingRule,
  counted: ReadonlyMap<string, readonly CountedThere[]>,
  memberId: string,
): readonly CountedThere[] {
  const all = counted.get(rule.id) ?? [];
  return rule.kind === 'referral' ? all.filter((one) => one.memberId === memberId) : all;
}

/** @param within the period of a goal; null: all */
export const ofPeriod = <T extends { readonly within: number }>(
  all: readonly T[] = [],
  within: number | null,
): readonly T[] => all.filter((one) => within === null || one.within === within);

const without = (
  counted: readonly CountedThere[],
  { within, by, memberId }: Change & { readonly memberId: string },
): readonly CountedThere[] =>
  counted.map((one) =>
    one.within === within && one.memberId === memberId
      ? { ...one, counted: one.counted - by }
      : one,
  );

const of = (awards: readonly AwardRow[], memberId: string): AwardRow[] =>
  awards.filter(({ member_id }) => member_id === memberId);

/** Those for what the person bought, without what returns took back. */
export const standing = (awards: readonly AwardRow[]): AwardRow[] =>
  awards.filter(({ back_at, friend_id }) => back_at === null && friend_id === null);

/**
 * The awards of a period that stand, in the order in which a return takes them back: the latest first, those of the
 * membership that goes on before those of one that was merged into it. A goal that memberships reached each for itself is
 * taken from the one whose goods come back: the goods of the others still reach theirs.
 */
export function firstBack(
  { rule, awards, within }: Pick<Settling, 'rule' | 'awards' | 'within'>,
  memberId: string,
): AwardRow[] {
  const latest = standing(ofPeriod(awards, within)).toReversed();
  const own = of(latest, memberId);
  if (rule.kind === 'referral') return own;
  if (rule.kind === 'stamps') return latest;
  return [...own, ...latest.filter(({ member_id }) => member_id !== memberId)];
}
