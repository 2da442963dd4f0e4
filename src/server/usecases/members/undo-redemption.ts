import { isWhy } from '#domain/points/adjustment.ts';
import { reverseRefusal } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { redemptionRow, toRedemption } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import { giveEarnedAgain } from '#server/usecases/vouchers/earned-voucher.ts';

/**
 * Undoes the use of a voucher for a member who calls: its points go back to the lots they came from, as when a till
 * undoes it. Doing it again changes nothing. One of a membership that was merged stands in its books, and is undone there.
 * @param wish `why`: what support writes down; it is in the member's copy
 * @throws Refused `member-unknown`, `redemption-unknown`, `not-redeemed`, `desk-why`
 */
export function undoRedemption(
  context: Context,
  asked: string,
  wish: { readonly redemptionId: string; readonly why: string },
): Promise<void> {
  const why = wish.why.trim();
  if (!isWhy(why)) throw new Refused({ key: 'desk-why' });
  return transact(context, async (work) => {
    const found = await redemptionById(work.db, wish.redemptionId);
    if (found) await work.lockMember(found.member_id);
    const memberId = await memberIdKnown(work, asked);
    if (!found || (await goesOnAs(work.db, found.member_id)) !== memberId)
      throw new Refused({ key: 'redemption-unknown' });
    const row = await redemptionRow(work.db, found.member_id, found.redemption_id);
    if (!row) throw new Refused({ key: 'redemption-unknown' });
    const redemption = toRedemption(work.program, row);
    refuseWhen(reverseRefusal(redemption, why));
    if (redemption.state !== 'redeemed') return;
    await giveBack(work, row, { state: 'reversed', because: 'reversed', reason: why });
    await giveEarnedAgain(work, row);
    const details = { redemptionId: row.id, points: row.points - row.given_back, why };
    await recordAct(work, { act: 'voucher-undone', memberId, details });
    work.tell(memberTopic(memberId));
    if (row.used_store_id !== null) work.tell(storeTopic(row.used_store_id));
  });
}
