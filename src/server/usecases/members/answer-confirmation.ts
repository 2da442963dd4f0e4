import { tillOf } from '#domain/program/program.ts';
import { confirmationRefusal } from '#domain/redemption/confirmation.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { ConfirmationRow } from '#server/storage/db/schema-counter.ts';
import {
  changeConfirmation,
  confirmationRow,
  rewardAsAsked,
  toConfirmation,
} from '#server/storage/people/confirmations.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { prove } from '#server/usecases/sign-in/join.ts';
import { endConfirmation, tellBoth } from '#server/usecases/till/end-confirmation.ts';
import { redeemRow } from '#server/usecases/till/redeem-voucher.ts';
import { issueInto } from '#server/usecases/vouchers/issue-voucher.ts';
import { standIn } from '#server/usecases/vouchers/stand-in.ts';
import { heldRefusal } from './suggest-rewards.ts';

interface Answering {
  readonly memberId: string;
  readonly id: string;
}

/**
 * The member says yes on the phone. A second yes changes nothing.
 * @returns the redemption that came of it
 * @throws Refused `confirmation-unknown`, `confirmation-over`, `confirmation-declined` or why it can't be had
 */
export function sayYes(context: Context, wish: Answering): Promise<string> {
  return transact(context, async (work) => confirm(work, await heldBy(work, wish), 'mailbox'));
}

/**
 * The member says no. A second no changes nothing; a question that is over stays over.
 * @throws Refused `confirmation-unknown`, or `confirmation-over` after a yes
 */
export function sayNo(context: Context, wish: Answering): Promise<void> {
  return transact(context, async (work) => {
    const row = await heldBy(work, wish);
    if (row.state === 'confirmed') throw new Refused({ key: 'confirmation-over' });
    if (row.state === 'open') await endConfirmation(work, row, 'declined');
  });
}

/**
 * Carries out a member's yes: issues the reward, and, where the store's tills take our codes, redeems it in the same
 * transaction as a scan would. The caller has locked the member and knows that the yes is theirs.
 * @param shown what the member showed with it: that they read our mail, or only the PIN, which proves no address
 * @returns the redemption's id; the same again for ever
 */
export async function confirm(
  work: Work,
  row: ConfirmationRow,
  shown: 'mailbox' | 'pin',
): Promise<string> {
  const memberId = row.member_id;
  if (row.redemption_id !== null) return row.redemption_id;
  refuseWhen(confirmationRefusal(toConfirmation(row), work.at));
  // The till has left the program meanwhile: nobody there would give the reward.
  refuseWhen(tillOf(work.program, row.till_id) ? null : { key: 'confirmation-over' });
  // The member reads our mail, or signed in by it: so the address is theirs.
  if (shown === 'mailbox') await prove(work, memberId, row.store_id);
  const reward = rewardAsAsked(row);
  // The question's id is also the redemption's, so one question can't lead to two redemptions.
  const wish = { memberId, id: row.id, reward, storeId: row.store_id };
  const id = await issueInto(work, wish);
  const issued = await redemptionRow(work.db, memberId, id);
  if (!issued) throw new Error('what was just issued is not there');
  // The member may have picked the reward on the phone meanwhile, for another shop's till.
  refuseWhen(heldRefusal(work.program, reward, issued, row.store_id));
  if (issued.code_source === 'own') {
    const standing = await standIn(work, { memberId, redemptionId: issued.id });
    await redeemRow(work, standing, {
      tillId: row.till_id,
      storeId: row.store_id,
      associateId: row.associate_id,
      // Null: neither scanned nor typed. The member said yes.
      entered: null,
      receiptNumber: row.receipt_number,
    });
  }
  await changeConfirmation(work, row, { state: 'confirmed', redemption_id: id });
  tellBoth(work, row);
  return id;
}

async function heldBy(work: Work, { memberId, id }: Answering): Promise<ConfirmationRow> {
  await work.lockMember(memberId);
  const row = await confirmationRow(work.db, memberId, id);
  if (!row) throw new Refused({ key: 'confirmation-unknown' });
  return row;
}
