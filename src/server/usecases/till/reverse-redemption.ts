import { storeNameOf } from '#domain/program/gone.ts';
import { takesBack } from '#domain/program/takes-back.ts';
import { dueBack } from '#domain/purchase/return.ts';
import { reverseRefusal } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { basketOf, purchaseWithReward } from '#server/storage/purchases/purchases.ts';
import { addUndoneLines, returnsOf, undoneLines } from '#server/storage/purchases/returns.ts';
import { redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { redemptionRow, toRedemption } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { giveBack, giveBackPart } from '#server/usecases/redemptions/give-back.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import { actAtTill, type TillRequest } from './act-at-till.ts';
import type { Answer } from './answer-once.ts';
import type { VoucherWords } from './redeem-voucher.ts';
import { showRedemptionAtTill } from './show-at-till.ts';

export interface ReverseWish {
  readonly redemptionId: string;
  readonly reason: string;
  /** Lines of the purchase that it was given with; absent: all lines that are not undone yet. */
  readonly lines?: readonly string[];
}

/**
 * Undoes a redemption at the till, whole or by line: the points return to the lots they came from. Doing it again
 * changes nothing. `takesBack` says which stores may undo it.
 * @throws Refused `redemption-unknown`, `reason-required`, `not-redeemed`, `other-store` or `line-unknown`
 */
export const reverseRedemption = <D extends object>(
  context: Context,
  till: TillRequest,
  wish: ReverseWish,
  words: VoucherWords<D>,
): Promise<Answer<D>> =>
  actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: (work) => reverse(work, { ...till, ...wish }),
    describe: async (work, found) => words(await showRedemptionAtTill(work, found, till)),
  });

type Reversing = ReverseWish & Pick<TillRequest, 'tillId' | 'storeId' | 'associateId'>;

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
  const { associateId, tillId } = wish;
  const why = { reason: wish.reason.trim(), associateId, tillId };
  if (wish.lines) {
    await undoLines(work, row, { lines: wish.lines, ...why });
  } else if (redemption.state === 'redeemed') {
    await giveBack(work, row, { state: 'reversed', because: 'reversed', ...why });
  }
  work.tell(memberTopic(memberId));
  for (const storeId of new Set([wish.storeId, usedAt])) work.tell(storeTopic(storeId));
  return { memberId, redemptionId: row.id };
}

/** Undoes lines. Only a line on which the discount lay can be undone; each gives its share of the points back, once. */
async function undoLines(
  work: Work,
  row: RedemptionRow,
  wish: Pick<Reversing, 'reason' | 'associateId' | 'tillId'> & {
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
  await giveBackPart(work, row, { due, because: 'reversed', ...by });
}
