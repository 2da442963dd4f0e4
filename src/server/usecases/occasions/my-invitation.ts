import { invitationBytes, invitationCodeFrom } from '#domain/people/invitation.ts';
import { addInvitation, invitationOf } from '#server/storage/people/invitations.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { transact } from '#server/usecases/ground/work.ts';

/**
 * The code by which a member invites; the first time it is made. It stays the same, because it may be printed or sent.
 * @throws Refused `signed-out`
 */
export async function myInvitation(context: Context, memberId: string): Promise<string> {
  const known = await invitationOf(context.store.read, memberId);
  if (known !== undefined) return known;
  return transact(context, async (work) => {
    await lockPresent(work, memberId);
    // Another tab may have been first.
    const before = await invitationOf(work.db, memberId);
    if (before !== undefined) return before;
    const code = invitationCodeFrom(context.randomBytes(invitationBytes));
    await addInvitation(work, { member_id: memberId, code, at: work.at });
    return code;
  });
}
