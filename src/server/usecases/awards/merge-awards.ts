import { type Counted, progressTo } from '#domain/earning/award.ts';
import {
  awardsByMerge,
  comesTogether,
  countedTogether,
  periodOf,
} from '#domain/earning/counted-together.ts';
import { roomFor } from '#domain/earning/room.ts';
import type { CountingRule } from '#domain/program/earning-rule.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { type Person, personOf } from '#server/storage/merges/merges.ts';
import { awardsOf } from '#server/storage/purchases/awards.ts';
import { countedBy, lastCounted } from '#server/storage/purchases/counted-lines.ts';
import { purchaseById } from '#server/storage/purchases/purchases.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';
import { byRule, countingRules, ofPeriod, standing } from './awards-due.ts';
import { giveDue } from './settle-awards.ts';

/** Two memberships, both there, that become one or are about to. */
interface Merging {
  readonly intoId: string;
  readonly fromId: string;
}

/** A card or a goal of which both memberships together have something. */
export interface CountedByMerge {
  readonly rule: CountingRule;
  /** The period of its goal; null: it is a card. */
  readonly within: number | null;
  /** How many awards the merge makes due. */
  readonly wanted: number;
  readonly awards: readonly AwardRow[];
  /** How far the next award is once those are given. */
  readonly have: number;
  readonly of: number;
}

/**
 * The cards and goals on which two memberships come together, by rule. A card goes on with the stamps of both, and
 * becomes full by them at most once; a goal is one of its present period, which the person reaches once.
 */
export async function countedByMerge(
  { db, program, version, at }: ReadWork,
  { intoId, fromId }: Merging,
): Promise<CountedByMerge[]> {
  const rules = [...countingRules({ program, version }).values()]
    .filter((rule) => comesTogether(rule, at))
    .toSorted((a, b) => byRule(a.id, b.id));
  const ids = rules.map(({ id }) => id);
  const [into, from] = [await personOf(db, intoId), await personOf(db, fromId)];
  const all = [...from.ids, ...into.ids];
  const counted = await countedBy(db, all, ids);
  const awards = await awardsOf(db, all, ids);
  return rules.map((rule): CountedByMerge => {
    const within = periodOf(rule, at, program.timeZone);
    const now = ofPeriod(counted.get(rule.id), within);
    const had = awards.get(rule.id) ?? [];
    const given = standing(ofPeriod(had, within)).length;
    const of = ({ ids: own, joinedAt }: Person): readonly Counted[] =>
      countedTogether(
        rule,
        now.filter(({ memberId }) => own.includes(memberId)),
        joinedAt,
      );
    const [one, other] = [of(into), of(from)];
    const both = [...one, ...other];
    const toMember = new Map([[rule.id, standing(had).map((award) => award.at)]]);
    // What is left for all members is asked when it is given, under the lock of the rule's total.
    const room = roomFor(rule, { toMember, inAll: new Map() }, at, program.timeZone);
    const wanted = Math.min(room, awardsByMerge(rule, { one, other, both }, given));
    return { rule, within, wanted, awards: had, ...progressTo(rule, both, given + wanted) };
  });
}

/** @param come what `countedByMerge` found before the two were one. The caller has locked both. */
export async function giveByMerge(
  work: Work,
  { intoId, fromId }: Merging,
  come: readonly CountedByMerge[],
): Promise<void> {
  const { program, version, at } = work;
  const { ids } = await personOf(work.db, intoId);
  for (const one of come.filter(({ wanted }) => wanted > 0)) {
    const { within } = one;
    const last = await lastCounted(work.db, ids, { rule: one.rule.id, within });
    const purchase = last && (await purchaseById(work.db, last.member_id, last.purchase_id));
    if (!purchase) throw new Error(`nothing is counted for ${fromId} and ${intoId}`);
    const settling = { ...one, rules: { program, version } };
    await giveDue(work, settling, { memberId: intoId, purchase, at });
  }
}
