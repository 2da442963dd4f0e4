import { cancelRefusal, isScannable, phaseAt } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import {
  changeRedemption,
  redemptionRow,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { endMint } from '#server/usecases/mint/move-mint.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';

/**
 * Cancels a voucher that was not scanned yet; the points come back: where a vendor's POS made the code as soon as
 * it is withdrawn there, and where the shop's own till may have taken it without our knowing when it is settled.
 * Cancelling twice is one cancel.
 * @throws Refused `already-used` or `voucher-reserved` when the till was first, `redemption-unknown`
 */
export function cancelVoucher(
  context: Context,
  wish: { memberId: string; id: string },
): Promise<void> {
  return context.store.transact(async (tx) => {
    await context.store.lockMember(tx, wish.memberId);
    const row = await redemptionRow(tx.db, wish.memberId, wish.id);
    if (!row) throw new Refused({ key: 'redemption-unknown' });
    const inForce = await currentProgram(tx.db);
    const redemption = toRedemption(inForce.program, row);
    refuseWhen(cancelRefusal(redemption, context.now()));
    if (redemption.state === 'cancelled') return;
    if (row.code_source === 'mint') return endMint(tx, context, row, 'cancelled');
    if (row.code_source === 'pool') return endEarly(tx, context, row);
    await giveBack(tx, context, inForce, row, { state: 'cancelled', because: 'cancelled' });
  });
}

/** The barcode is gone from the phone now; the reason is kept for whoever settles it. */
async function endEarly(tx: Tx, context: Context, row: RedemptionRow): Promise<void> {
  const at = context.now();
  if (
    !isScannable(
      phaseAt({ state: row.state, expiresAt: row.expires_at, endedAt: row.ended_at }, at),
    )
  )
    return;
  const expires_at = Math.min(at, row.expires_at);
  await changeRedemption(tx, row, { expires_at, ended_at: at, end_reason: 'cancelled' });
  tx.tell(memberTopic(row.member_id));
}
