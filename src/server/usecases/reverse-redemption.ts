import { storeOf } from '#domain/program.ts';
import { reverseRefusal } from '#domain/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import { memberTopic, storeTopic } from '#server/storage/live.ts';
import { redemptionById } from '#server/storage/redemption-ids.ts';
import { redemptionRow, toRedemption } from '#server/storage/redemptions.ts';
import type { Tx } from '#server/storage/store.ts';
import { currentProgram } from './current-program.ts';
import { giveBack } from './give-back.ts';
import type { Found } from './redeem-voucher.ts';

export interface ReverseWish {
  readonly redemptionId: string;
  readonly storeId: string;
  /** Null: a POS, which does not say. */
  readonly associateId: string | null;
  readonly reason: string;
}

/**
 * Undoes a redemption at the till: the points return to the lots they came from. Twice is once.
 * Only the store that gave the reward can take it back.
 * @throws Refused `redemption-unknown`, `reason-required`, `not-redeemed` or `other-store`
 */
export function reverseRedemption(context: Context, wish: ReverseWish): Promise<Found> {
  return context.store.transact((tx) => reverseInto(tx, context, wish));
}

/** The same inside a caller's transaction. */
export async function reverseInto(tx: Tx, context: Context, wish: ReverseWish): Promise<Found> {
  const known = await redemptionById(tx.db, wish.redemptionId);
  if (!known) throw new Refused({ key: 'redemption-unknown' });
  const memberId = known.member_id;
  await context.store.lockMember(tx, memberId);
  const row = await redemptionRow(tx.db, memberId, known.redemption_id);
  if (!row) throw new Refused({ key: 'redemption-unknown' });
  const inForce = await currentProgram(tx.db);
  const redemption = toRedemption(inForce.program, row);
  refuseWhen(reverseRefusal(redemption, wish.reason));
  if (row.used_store_id !== wish.storeId) {
    const used = storeOf(inForce.program, row.used_store_id);
    throw new Refused({ key: 'other-store', store: used?.name ?? row.used_store_id ?? '' });
  }
  if (redemption.state === 'redeemed') {
    await giveBack(tx, context, inForce, row, {
      state: 'reversed',
      because: 'reversed',
      reason: wish.reason.trim(),
      associateId: wish.associateId,
    });
    tx.tell(memberTopic(memberId));
    tx.tell(storeTopic(wish.storeId));
  }
  return { memberId, redemptionId: row.id };
}
