import { cancelRefusal, isScannable, phaseAt } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import {
  changeRedemption,
  redemptionRow,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { endMint } from '#server/usecases/mint/move-mint.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';

/**
 * Cancels a voucher that was not scanned yet. The points come back at once; if a vendor made the code, when it is
 * withdrawn there; if a shop's own till may have used the code unnoticed, when the store is settled. Cancelling twice
 * is one cancellation.
 * @throws Refused `already-used` or `voucher-reserved` when the till was first, `redemption-unknown`
 */
export function cancelVoucher(
  context: Context,
  wish: { memberId: string; id: string },
): Promise<void> {
  return transact(context, async (work) => {
    await work.lockMember(wish.memberId);
    const row = await redemptionRow(work.db, wish.memberId, wish.id);
    if (!row) throw new Refused({ key: 'redemption-unknown' });
    await cancelInto(work, row);
  });
}

/** The same inside a transaction that has locked the member. */
export async function cancelInto(work: Work, row: RedemptionRow): Promise<void> {
  const redemption = toRedemption(work.program, row);
  refuseWhen(cancelRefusal(redemption, work.at));
  if (redemption.state === 'cancelled') return;
  if (row.code_source === 'mint') return endMint(work, row, 'cancelled');
  if (row.code_source === 'pool') return endEarly(work, row);
  await giveBack(work, row, { state: 'cancelled', because: 'cancelled' });
}

/** Takes the barcode off the phone now. The reason is stored for the settlement. */
async function endEarly(work: Work, row: RedemptionRow): Promise<void> {
  const { at } = work;
  if (
    !isScannable(
      phaseAt({ state: row.state, expiresAt: row.expires_at, endedAt: row.ended_at }, at),
    )
  )
    return;
  const expires_at = Math.min(at, row.expires_at);
  await changeRedemption(work, row, { expires_at, ended_at: at, end_reason: 'cancelled' });
  work.tell(memberTopic(row.member_id));
}
