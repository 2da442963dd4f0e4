import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { referralOf } from '#server/storage/people/invitations.ts';
import { addInviterDue } from '#server/storage/purchases/inviter-awards.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/**
 * Notes that a friend's award was given, or taken back by a return. A row of its own and no change of the other member:
 * who sells to the friend never waits for who invited them.
 */
export async function noteInviterDue(
  work: Work,
  { member_id: friendId, rule_id, number }: AwardRow,
  returnId: string | null,
): Promise<void> {
  const referral = await referralOf(work.db, friendId);
  // Who has left is nobody's friend any more; what the one who invited them has stays.
  if (!referral) return;
  await addInviterDue(work, {
    ...{ id: makeId(work.context), inviter_id: referral.inviter_id, friend_id: friendId },
    ...{ rule_id, number, return_id: returnId },
  });
}
