import { occasionPoints } from '#domain/earning/occasion.ts';
import { cause } from '#domain/points/ledger.ts';
import type { OccasionRule } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import { addOccasion, occasionsOf } from '#server/storage/points/occasions.ts';
import { addToTotal } from '#server/storage/purchases/earning-totals.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { creditPoints } from './change-points.ts';
import { hasTotal, totalsToGive } from './rule-totals.ts';

interface Occasion {
  readonly memberId: string;
  readonly rule: OccasionRule;
  /** Which one of the rule's occasions it is (`OccasionRow`). */
  readonly occasion: string;
  readonly storeId: string | null;
  /** Null: the rule asks for none. */
  readonly tier: Tier | null;
  /** What somebody decided about it; absent: nobody did, and the rule gives what it says. */
  readonly byHand?: {
    /** At most what the rule gives; of a budget that has less left, the rest. */
    readonly points: number;
    /** What the member reads. */
    readonly why: Text;
  };
}

/** What a rule can give a member for an occasion now; 0: it gave before, or its conditions or limits say no. */
export async function occasionRoom(
  work: Work,
  { memberId, rule, occasion, storeId, tier }: Occasion,
): Promise<number> {
  const had = await occasionsOf(work.db, memberId, [rule.id]);
  if (had.some((one) => one.occasion === occasion)) return 0;
  const inAll = hasTotal(rule) ? await totalsToGive(work, [rule]) : new Map<string, never>();
  const given = { toMember: new Map([[rule.id, had.map(({ at }) => at)]]), inAll };
  return occasionPoints(rule, { at: work.at, storeId, tier }, given, work.program.timeZone);
}

/**
 * Gives a member what a rule gives for an occasion, once, however often it is asked. The caller has locked the member,
 * and calls it for one rule after another in the order of their ids, so that two members do not wait for each other.
 * @returns the points that came now; 0: it gave before, or its conditions or limits say no
 */
export async function giveForOccasion(work: Work, given: Occasion): Promise<number> {
  const { memberId, rule, occasion, storeId, byHand } = given;
  const most = await occasionRoom(work, given);
  const points = Math.min(most, byHand?.points ?? most);
  if (points === 0) return 0;
  const { kind } = rule;
  const isNew = await addOccasion(work, {
    member_id: memberId,
    rule_id: rule.id,
    occasion,
    kind,
    points,
    at: work.at,
    in_all: Number(hasTotal(rule)),
    program_version: work.version,
  });
  if (!isNew) return 0;
  if (hasTotal(rule)) await addToTotal(work, rule.id, { times: 1, points });
  await creditPoints(work, {
    memberId,
    points,
    storeId,
    kind: 'accrual',
    cause: cause.occasion(kind, rule.id, occasion),
    reason: { rule: 'occasion', id: rule.id, name: rule.name, ...(byHand && { why: byHand.why }) },
    event: {
      kind: 'points.given',
      memberId,
      storeId,
      // The reason is for the member only, so events do not carry it.
      data: { rule: rule.id, kind, points, ...(byHand && byHandSaid(work, occasion)) },
    },
  });
  return points;
}

/** Who decided it, and the id under which they did. */
const byHandSaid = ({ context }: Work, adjustmentId: string) => ({
  adjustmentId,
  by: context.actor,
});
