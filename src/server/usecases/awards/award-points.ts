import type { ProgramEvent } from '#domain/events/event.ts';
import { clawBack } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import { windowEnd } from '#domain/points/pending.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Text } from '#domain/program/text.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { expiredOf, holdingOf } from '#server/storage/points/holdings.ts';
import { markAwardBack } from '#server/storage/purchases/awards.ts';
import { addToTotal } from '#server/storage/purchases/earning-totals.ts';
import { purchaseById } from '#server/storage/purchases/purchases.ts';
import type { ProgramInForce } from '#server/usecases/ground/program-in-force.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { changePoints, creditPoints } from '#server/usecases/points/change-points.ts';

interface GivenFor {
  readonly rule: EarningRule;
  /** The program when the purchase was sold that made it due. */
  readonly rules: ProgramInForce;
  readonly soldAt: number;
  readonly storeId: string | null;
  /** A purchase in the member's own books; absent: it is a friend's, or in the books of a membership that was merged. */
  readonly purchaseId?: string;
  readonly event: ProgramEvent;
}

/** Writes the points of an award. They wait as long as those of the purchase that made it due. */
export async function giveAwardPoints(
  work: Work,
  { member_id: memberId, number, points }: AwardRow,
  { rule, rules, soldAt, event, ...where }: GivenFor,
): Promise<void> {
  await creditPoints(work, {
    memberId,
    points,
    ...where,
    kind: 'accrual',
    cause: cause.award(rule.id, number),
    sale: { soldAt, rules, waitsUntil: windowEnd(rules.program, soldAt) },
    reason: { rule: 'award', id: rule.id, name: rule.name },
    event,
  });
}

interface TakenBack {
  readonly name: Text;
  readonly storeId: string | null;
  readonly returnId: string;
}

/** Takes the points of an award back, those that have expired aside, down to a debt. */
export async function takeAwardBack(
  work: Work,
  award: AwardRow,
  { name, storeId, returnId }: TakenBack,
): Promise<void> {
  const { member_id: memberId, rule_id: rule, number, points } = award;
  const lotId = cause.award(rule, number);
  const { lots } = await holdingOf(work.db, memberId);
  const ownLot = { lotId, lapsed: await expiredOf(work.db, memberId, lotId) };
  const { draws, lapsed } = clawBack(lots, ownLot, points, work.at);
  await markAwardBack(work, award, { at: work.at, lapsed });
  if (award.in_all === 1) await addToTotal(work, rule, { times: -1, points: -points });
  const event = {
    kind: 'points.award-taken',
    memberId,
    storeId,
    data: { rule, number, points: points - lapsed, returnId },
  } as const;
  if (lapsed === points) return recordEvent(work, event);
  // A friend's purchase is nothing for who invited them, and each membership's entries name only purchases of its books.
  const own = await purchaseById(work.db, memberId, award.purchase_id);
  await changePoints(work, {
    memberId,
    points: lapsed - points,
    draws,
    storeId,
    kind: 'reversal',
    cause: cause.awardBack(rule, number),
    ownLot: lotId,
    purchaseId: own?.id ?? null,
    reason: { rule: 'award-back', id: rule, name },
    event,
  });
}
