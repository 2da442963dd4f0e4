import { occasionPoints } from '#domain/earning/occasion.ts';
import { cause } from '#domain/points/ledger.ts';
import type { OccasionRule } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
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
  readonly tier: Tier;
}

/**
 * Gives a member what a rule gives for an occasion, once, however often it is asked. The caller has locked the member,
 * and calls it for one rule after another in the order of their ids, so that two members do not wait for each other.
 * @returns the points that came now; 0: it gave before, or its conditions or limits say no
 */
export async function giveForOccasion(
  work: Work,
  { memberId, rule, occasion, storeId, tier }: Occasion,
): Promise<number> {
  const had = await occasionsOf(work.db, memberId, [rule.id]);
  if (had.some((one) => one.occasion === occasion)) return 0;
  const inAll = hasTotal(rule) ? await totalsToGive(work, [rule]) : new Map<string, never>();
  const given = { toMember: new Map([[rule.id, had.map(({ at }) => at)]]), inAll };
  const points = occasionPoints(rule, { at: work.at, storeId, tier }, given, work.program.timeZone);
  if (points === 0) return 0;
  const { kind } = rule;
  const isNew = await addOccasion(work, {
    ...{ member_id: memberId, rule_id: rule.id, occasion, kind, points, at: work.at },
    ...{ in_all: Number(hasTotal(rule)), program_version: work.version },
  });
  if (!isNew) return 0;
  if (hasTotal(rule)) await addToTotal(work, rule.id, { times: 1, points });
  await creditPoints(work, {
    ...{ memberId, points, storeId },
    kind: 'accrual',
    cause: cause.occasion(kind, rule.id, occasion),
    reason: { rule: 'occasion', id: rule.id, name: rule.name },
    event: { kind: 'points.given', memberId, storeId, data: { rule: rule.id, kind, points } },
  });
  return points;
}
