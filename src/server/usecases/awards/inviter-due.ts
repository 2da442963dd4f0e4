import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { referralOf } from '#server/storage/people/invitations.ts';
import { addInviterDue, inviterFor } from '#server/storage/purchases/inviter-awards.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/**
 * Notes that a friend's award was given, or taken back by a return. A row of its own and no change of the other member:
 * who sells to the friend never waits for who invited them.
 */
export async function noteInviterDue(
  work: Work,
  award: AwardRow,
  returnId: string | null,
): Promise<void> {
  const { member_id: friendId, rule_id, number } = award;
  const referral = await referralOf(work.db, friendId);
  // Who has left is nobody's friend any more, but what was given for them goes back with their goods.
  const inviterId = referral?.inviter_id ?? (await inviterFor(work.db, award));
  if (inviterId === undefined) return;
  await addInviterDue(work, {
    id: makeId(work.context),
    inviter_id: inviterId,
    friend_id: friendId,
    rule_id,
    number,
    return_id: returnId,
  });
}
