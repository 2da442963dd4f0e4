import { awardsToChange, type Counted, timesDue } from '#domain/earning/award.ts';
import { type CountingRule, isCounting } from '#domain/program/earning-rule.ts';
import type { AwardRow, PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { awardsOf } from '#server/storage/purchases/awards.ts';
import { countedBy } from '#server/storage/purchases/earned-lines.ts';
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

/** A rule whose awards a change makes more or fewer. */
export interface Settling extends Settled {
  readonly rule: CountingRule;
  /** The member's awards of the rule. */
  readonly awards: readonly AwardRow[];
  /** The period of its goal; null: it is a card. */
  readonly within: number | null;
  /** How many awards to give; below zero: to take back. */
  readonly wanted: number;
}

/** How many awards changes make due, or no more, for each rule that is in the program. */
export async function dueBy(
  work: Work,
  { purchase, rules }: Settled,
  changes: readonly Change[],
): Promise<Settling[]> {
  const byId = new Map(rules.program.earning?.filter(isCounting).map((rule) => [rule.id, rule]));
  // Totals of rules are locked in one order, so that two sales do not wait for each other.
  const counting = changes
    .filter(({ rule, by }) => by !== 0 && byId.has(rule))
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  const counted = await countedFor(work, purchase.member_id, counting, byId);
  const turns = counting.flatMap((change) => {
    const rule = byId.get(change.rule);
    if (!rule) return [];
    // A goal is one of its period; a card goes on.
    const within = rule.kind === 'spend-goal' ? change.within : null;
    const now = ofPeriod(counted.get(rule.id), within);
    const [before, after] = [timesDue(rule, without(now, change)), timesDue(rule, now)];
    return before === after ? [] : [{ rule, within, before, after }];
  });
  const ids = turns.map(({ rule }) => rule.id);
  // Most sales fill no card, so that no award has to be read.
  const awards = await awardsOf(work.db, purchase.member_id, ids);
  return turns.flatMap(({ rule, within, before, after }): Settling[] => {
    const all = awards.get(rule.id) ?? [];
    const given = standing(ofPeriod(all, within)).length;
    const wanted = awardsToChange({ before, after, given, room: Number.POSITIVE_INFINITY });
    return wanted === 0 ? [] : [{ purchase, rules, rule, awards: all, within, wanted }];
  });
}

/** What is counted for each of these rules: of a card all, of a goal what its periods that changed have. */
async function countedFor(
  { db }: Work,
  memberId: string,
  changes: readonly Change[],
  byId: ReadonlyMap<string, CountingRule>,
): Promise<Map<string, Counted[]>> {
  const isGoal = ({ rule }: Change) => byId.get(rule)?.kind === 'spend-goal';
  const ids = (some: readonly Change[]) => some.map(({ rule }) => rule);
  const goals = changes.filter(isGoal);
  const periods = [...new Set(goals.map(({ within }) => within))];
  const cards = changes.filter((change) => !isGoal(change));
  return new Map([
    ...(await countedBy(db, memberId, ids(cards))),
    ...(await countedBy(db, memberId, ids(goals), periods)),
  ]);
}

const ofPeriod = <T extends { readonly within: number }>(
  all: readonly T[] = [],
  within: number | null,
): readonly T[] => all.filter((one) => within === null || one.within === within);

const without = (counted: readonly Counted[], { within, by }: Change): readonly Counted[] =>
  counted.map((one) => (one.within === within ? { ...one, counted: one.counted - by } : one));

/** Those for what the member bought, without what returns took back. */
export const standing = (awards: readonly AwardRow[]): AwardRow[] =>
  awards.filter(({ back_at, friend_id }) => back_at === null && friend_id === null);
