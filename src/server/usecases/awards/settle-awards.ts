import type { EarnedLine } from '#domain/earning/earned-line.ts';
import { leftOf, roomFor } from '#domain/earning/room.ts';
import type { CountingRule } from '#domain/program/earning-rule.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { holdOf, isOpen } from '#domain/redemption/redemption.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type {
  AwardRow,
  PurchaseRow,
  ReturnReceiptRow,
} from '#server/storage/db/schema-purchases.ts';
import { personOf } from '#server/storage/merges/merges.ts';
import { addAward, markAwardBack } from '#server/storage/purchases/awards.ts';
import { addToTotal } from '#server/storage/purchases/earning-totals.ts';
import { redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { redemptionRow, toRedemption } from '#server/storage/vouchers/redemptions.ts';
import { lockPerson } from '#server/usecases/ground/lock-person.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { hasTotal, totalsToGive } from '#server/usecases/points/rule-totals.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';
import { giveEarned } from '#server/usecases/vouchers/earned-voucher.ts';
import { giveAwardPoints, takeAwardBack } from './award-points.ts';
import {
  type Change,
  countingRules,
  dueBy,
  firstBack,
  type Settled,
  type Settling,
  standing,
} from './awards-due.ts';
import { noteInviterDue } from './inviter-due.ts';

/**
 * Gives what a purchase makes due by rules that count over several, once its lines are kept. The caller has locked the
 * member.
 */
export async function settleSale(
  work: Work,
  sale: Settled,
  lines: readonly EarnedLine[],
): Promise<void> {
  const { purchase } = sale;
  const changes = lines
    .filter(({ counted }) => counted !== 0)
    .map(({ rule, within, counted: by }) => ({ rule, within, by }));
  if (changes.length === 0) return;
  const person = await personOf(work.db, purchase.member_id);
  const at = { memberId: purchase.member_id, purchase, at: purchase.at };
  for (const settling of await dueBy(work, { ...sale, person }, changes))
    await giveDue(work, settling, at);
}

/** Whom an award is for, which purchase is named as what made it due, and when it was. */
export interface Due {
  readonly memberId: string;
  readonly purchase: PurchaseRow;
  readonly at: number;
}

/** Gives the awards that are wanted, as many as the rule's limits leave to the person. */
export async function giveDue(work: Work, settling: Settling, due: Due): Promise<void> {
  const { rule, rules, wanted, awards } = settling;
  if (wanted <= 0) return;
  const inAll = hasTotal(rule) ? await totalsToGive(work, [rule]) : new Map<string, never>();
  const toMember = new Map([[rule.id, standing(awards).map(({ at }) => at)]]);
  const room = roomFor(rule, { toMember, inAll }, due.at, rules.program.timeZone);
  let { left } = leftOf(rule, inAll);
  for (let turn = 0; turn < Math.min(wanted, room) && left > 0; turn += 1) {
    const points = Math.min(rule.points, left);
    await give(work, settling, { ...due, points, turn });
    left -= points;
  }
}

/** Takes back awards that are no longer due after a return, in the order of `firstBack`. */
export async function settleReturn(
  work: Work,
  {
    purchase,
    rules,
    receipt,
    changes,
  }: Settled & { receipt: ReturnReceiptRow; changes: readonly Change[] },
): Promise<void> {
  const { member_id: memberId } = purchase;
  const counting = countingRules(rules);
  if (!changes.some(({ rule, by }) => by !== 0 && counting.has(rule))) return;
  const person = await lockPerson(work, memberId, [memberId]);
  for (const settling of await dueBy(work, { purchase, rules, person }, changes)) {
    const { rule, wanted } = settling;
    let left = Math.max(0, -wanted);
    for (const award of firstBack(settling, memberId)) {
      if (left === 0) break;
      // What was used stays given, and the next card makes up for it.
      const isBack =
        award.redemption_id === null
          ? await takeBack(work, rule, award, receipt)
          : await takeVoucherBack(work, rule, award, receipt);
      if (isBack) left -= 1;
    }
  }
}

async function give(
  work: Work,
  { rules, rule, awards, within }: Settling,
  { memberId, purchase, at, points, turn }: Due & { points: number; turn: number },
): Promise<void> {
  const own = awards.filter(({ member_id }) => member_id === memberId);
  const number = own.length + 1 + turn;
  const inAll = hasTotal(rule);
  const reward = rule.kind === 'stamps' ? rule.reward : undefined;
  const redemptionId = reward ? makeId(work.context) : null;
  const award: AwardRow = {
    member_id: memberId,
    rule_id: rule.id,
    number,
    points,
    redemption_id: redemptionId,
    within: within ?? 0,
    at,
    purchase_id: purchase.id,
    in_all: Number(inAll),
    back_at: null,
    lapsed: 0,
    friend_id: null,
    friend_number: null,
  };
  await addAward(work, award);
  if (inAll) await addToTotal(work, rule.id, { times: 1, points });
  const event = {
    kind: 'points.awarded',
    memberId,
    storeId: purchase.store_id,
    data: {
      rule: rule.id,
      number,
      points,
      purchaseId: purchase.id,
      ...(redemptionId !== null && { redemptionId }),
    },
  } as const;
  if (reward && redemptionId !== null) {
    const given = rewardOf(rules.program, reward.id);
    if (!given) throw new Error('a card gives a reward that the program does not have');
    const { store_id: storeId, tier_id: tierId } = purchase;
    const to = { memberId, id: redemptionId, storeId, tierId, days: reward.days };
    await giveEarned(work, to, given, rule);
    return recordEvent(work, event);
  }
  await giveAwardPoints(work, award, {
    rule,
    rules,
    soldAt: at,
    storeId: purchase.store_id,
    ...(purchase.member_id === memberId && { purchaseId: purchase.id }),
    event,
  });
  if (rule.kind === 'referral') await noteInviterDue(work, award, null);
}

/** Takes the voucher of a card back that is no longer full. @returns false: it was used, or a till holds it for a sale */
async function takeVoucherBack(
  work: Work,
  rule: CountingRule,
  award: AwardRow,
  receipt: ReturnReceiptRow,
): Promise<boolean> {
  const { member_id: memberId, number, redemption_id: id } = award;
  const row = id === null ? undefined : await voucherOf(work, memberId, id);
  if (!row) throw new Error('a full card has no voucher');
  const { at } = work;
  const redemption = toRedemption(work.program, row);
  if (!isOpen(redemption) || holdOf(redemption, at)) return false;
  await giveBack(work, row, { state: 'cancelled', because: 'returned' });
  await markAwardBack(work, award, { at, lapsed: 0 });
  if (award.in_all === 1) await addToTotal(work, rule.id, { times: -1, points: 0 });
  await recordEvent(work, {
    kind: 'points.award-taken',
    memberId,
    storeId: receipt.store_id,
    data: { rule: rule.id, number, points: 0, returnId: receipt.return_id, redemptionId: row.id },
  });
  return true;
}

/** The voucher of an award, locked. One that came again after a merge is another member's than the award. */
async function voucherOf(
  work: Work,
  memberId: string,
  id: string,
): Promise<RedemptionRow | undefined> {
  const holder = (await redemptionById(work.db, id))?.member_id;
  if (holder === undefined) return undefined;
  if (holder !== memberId) await work.lockMember(holder);
  return redemptionRow(work.db, holder, id);
}

async function takeBack(
  work: Work,
  rule: CountingRule,
  award: AwardRow,
  { store_id: storeId, return_id: returnId }: ReturnReceiptRow,
): Promise<true> {
  await takeAwardBack(work, award, { name: rule.name, storeId, returnId });
  if (rule.kind === 'referral') await noteInviterDue(work, award, returnId);
  return true;
}
