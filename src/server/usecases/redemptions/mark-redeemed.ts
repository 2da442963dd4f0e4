import { storeNameOf } from '#domain/program/gone.ts';
import { textIn } from '#domain/program/text.ts';
import type { Entered } from '#domain/redemption/redemption.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import { changeRedemption, rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import { freezeAddress } from '#server/usecases/ground/freeze-address.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { usedMail } from '#server/words/mail/alert-mail.ts';

/** Where, when and by whom a reward was given. */
export interface Use {
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string | null;
  /** Null: a POS, which does not say. */
  readonly entered: Entered | null;
  /** Till and receipt number together name the use: the same again gets the same answer, for ever. */
  readonly receiptNumber: string;
  /** When it was used, if that was before we heard of it, epoch milliseconds; absent: now. */
  readonly at?: number;
}

/** Writes down a use that was allowed, or one that happened at a POS which did not ask us. */
export async function markRedeemed(work: Work, row: RedemptionRow, use: Use): Promise<void> {
  const usedAt = use.at ?? work.at;
  await changeRedemption(work, row, {
    state: 'redeemed',
    used_at: usedAt,
    used_store_id: use.storeId,
    used_till_id: use.tillId,
    associate_id: use.associateId,
    receipt_number: use.receiptNumber,
    entered: use.entered,
  });
  await recordEvent(work, {
    kind: 'redemption.redeemed',
    memberId: row.member_id,
    storeId: use.storeId,
    data: {
      redemptionId: row.id,
      rewardId: row.reward_id,
      points: row.points,
      tillId: use.tillId,
      associateId: use.associateId,
      receiptNumber: use.receiptNumber,
      entered: use.entered,
      redeemedAt: new Date(usedAt).toISOString(),
    },
  });
  await alertOfUse(work, row, { ...use, at: usedAt });
  work.tell(memberTopic(row.member_id));
  work.tell(storeTopic(use.storeId));
}

/** What is reported later than that is history: nothing of it can be saved any more. */
const alertWithinMs = 7 * 24 * 60 * 60_000;

/** Tells the member at once that something of theirs was given to somebody, with the way to freeze. */
async function alertOfUse(
  work: Work,
  row: RedemptionRow,
  { at: usedAt, storeId, tillId, receiptNumber }: Use & { readonly at: number },
): Promise<void> {
  const { at, context, program } = work;
  if (usedAt + alertWithinMs < at) return;
  // The same voucher may be used again after a till took its use back.
  const cause = `${row.id}/${tillId}/${receiptNumber}`;
  const message = { kind: 'used', memberId: row.member_id, cause } as const;
  await queueMessage(work, message, async (to, member, choices) =>
    usedMail({
      to,
      choices,
      program,
      at,
      usedAt,
      points: row.points,
      balance: await balanceOf(work.db, row.member_id, at),
      publicUrl: context.publicUrl,
      language: member.language,
      url: freezeAddress(context, member, at),
      reward: textIn(rewardAtIssue(row).name, member.language),
      store: storeNameOf(program, storeId),
    }),
  );
}
