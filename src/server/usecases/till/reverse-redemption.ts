import { storeNameOf } from '#domain/program/gone.ts';
import { takesBack } from '#domain/program/takes-back.ts';
import { byHandWindowMs } from '#domain/purchase/by-hand.ts';
import { allIsBack, dueBack } from '#domain/purchase/return.ts';
import { reverseRefusal } from '#domain/redemption/redemption.ts';
import { undoneAlone } from '#domain/redemption/undo-alone.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { reasonGone } from '#server/storage/held/erase-rows.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { isErased } from '#server/storage/people/members.ts';
import { basketOf, purchaseWithReward } from '#server/storage/purchases/purchases.ts';
import { addUndoneLines, returnsOf, undoneLines } from '#server/storage/purchases/returns.ts';
import { associateForUpdate } from '#server/storage/till/associates.ts';
import { redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { redemptionRow, toRedemption, undoneBy } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { giveBack, giveBackPart } from '#server/usecases/redemptions/give-back.ts';
import { giveEarnedAgain } from '#server/usecases/vouchers/earned-voucher.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import { actAtTill, type TillRequest } from './act-at-till.ts';
import type { Answer } from './answer-once.ts';
import { type PinWish, secondPerson } from './judge-pin.ts';
import type { VoucherWords } from './redeem-voucher.ts';
import { showRedemptionAtTill } from './show-at-till.ts';

export interface ReverseWish {
  readonly redemptionId: string;
  readonly reason: string;
  /** Lines of the purchase that it was given with; absent: all lines that are not undone yet. */
  readonly lines?: readonly string[];
  /** A second associate, whose PIN stands for it too; absent: nobody. */
  readonly second?: PinWish | undefined;
}

/**
 * Undoes a redemption at the till, whole or by line: the points return to the lots they came from. Doing it again
 * changes nothing. `takesBack` says which stores may undo it.
 * @throws Refused `redemption-unknown`, `reason-required`, `not-redeemed`, `other-store`, `line-unknown` or
 * `second-person-undo`, or what `withPin` throws
 */
export async function reverseRedemption<D extends object>(
  context: Context,
  till: TillRequest,
  { second, ...wish }: ReverseWish,
  words: VoucherWords<D>,
): Promise<Answer<D>> {
  const confirmedBy = await secondPerson(context, till, second);
  return actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: (work) => reverse(work, { ...till, ...wish, confirmedBy }),
    describe: async (work, found) => words(await showRedemptionAtTill(work, found, till)),
  });
}

type Reversing = Omit<ReverseWish, 'second'> &
  Pick<TillRequest, 'tillId' | 'storeId' | 'associateId'> & { readonly confirmedBy: string | null };

async function reverse(work: Work, wish: Reversing): Promise<Found> {
  const known = await redemptionById(work.db, wish.redemptionId);
  if (!known) throw new Refused({ key: 'redemption-unknown' });
  const memberId = known.member_id;
  await work.lockMember(memberId);
  const row = await redemptionRow(work.db, memberId, known.redemption_id);
  if (!row) throw new Refused({ key: 'redemption-unknown' });
  const redemption = toRedemption(work.program, row);
  refuseWhen(reverseRefusal(redemption, wish.reason));
  const usedAt = row.used_store_id ?? wish.storeId;
  if (!takesBack(work.program, wish.storeId, usedAt)) {
    throw new Refused({ key: 'other-store', store: storeNameOf(work.program, usedAt) });
  }
  const { associateId, tillId, confirmedBy } = wish;
  // Nobody would take words about somebody who has left out again. Those about a membership that was merged go with the
  // one that goes on.
  const isGone = await isErased(work.db, await goesOnAs(work.db, memberId));
  const reason = isGone ? reasonGone : wish.reason.trim();
  const why = { reason, associateId, tillId, confirmedBy };
  if (wish.lines) {
    await undoLines(work, row, { lines: wish.lines, ...why });
  } else if (redemption.state === 'redeemed') {
    await refuseUndoingAlone(work, wish, row.points - row.given_back);
    await giveBack(work, row, { state: 'reversed', because: 'reversed', ...why });
    await giveEarnedAgain(work, row);
  }
  work.tell(memberTopic(memberId));
  for (const storeId of new Set([wish.storeId, usedAt])) work.tell(storeTopic(storeId));
  return { memberId, redemptionId: row.id };
}

/**
 * Refuses an undo above what one associate may undo alone within a shift. For a POS there is no limit: it does not say
 * who undid it.
 * @throws Refused `second-person-undo`
 */
async function refuseUndoingAlone(
  work: Work,
  { associateId, confirmedBy }: Reversing,
  points: number,
): Promise<void> {
  if (associateId === null || confirmedBy !== null) return;
  // The lock makes two undos at the same moment count each other.
  await associateForUpdate(work, associateId);
  const before = await undoneBy(work.db, associateId, work.at - byHandWindowMs);
  const above = undoneAlone(work.program, before, points);
  if (above) throw new Refused({ key: 'second-person-undo', ...above });
}

/** Undoes lines. Only a line on which the discount lay can be undone; each gives its share of the points back, once. */
async function undoLines(
  work: Work,
  row: RedemptionRow,
  wish: Pick<Reversing, 'reason' | 'associateId' | 'tillId' | 'confirmedBy'> & {
    readonly lines: readonly string[];
  },
): Promise<void> {
  const { lines, ...by } = wish;
  const { member_id, id: redemption_id } = row;
  const purchase = await purchaseWithReward(work.db, member_id, redemption_id);
  const basket = purchase && (await basketOf(work.db, purchase));
  const given = basket?.redemptions.find((one) => one.redemptionId === redemption_id);
  const on = given && given.lines.length > 0 ? given.lines : (basket?.lines ?? []);
  const stray = lines.find((line) => !on.some(({ id }) => id === line));
  if (stray !== undefined) throw new Refused({ key: 'line-unknown', line: stray });
  if (!purchase || !basket || row.state !== 'redeemed') return;

  const { at } = work;
  await addUndoneLines(
    work,
    lines.map((line_id) => ({ member_id, redemption_id, line_id, at, reason: by.reason })),
  );
  const { returned } = await returnsOf(work.db, member_id, purchase.id);
  const undone = await undoneLines(work.db, member_id, redemption_id);
  const due = dueBack(basket, returned, { amount: row.points, on, undone });
  const whole = allIsBack(basket, returned, { on, undone });
  await giveBackPart(work, row, { due, whole, because: 'reversed', ...by });
  if (whole) await giveEarnedAgain(work, row);
}
