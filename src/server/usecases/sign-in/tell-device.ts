import type { MemberRow } from '#server/storage/db/schema.ts';
import { memberById, memberIdByAddress } from '#server/storage/people/members.ts';
import { freezeAddress } from '#server/usecases/ground/freeze-address.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { deviceMail } from '#server/words/mail/alert-mail.ts';

/** Who has signed in with an address before; null: nobody has, so no device of theirs can be new. */
export async function ownerBefore(work: Work, addressKey: string): Promise<MemberRow | null> {
  const memberId = await memberIdByAddress(work.db, addressKey);
  const member = memberId === undefined ? undefined : await memberById(work.db, memberId);
  return member && member.proved_at !== null ? member : null;
}

/**
 * Tells a member that a browser signed in which has never been theirs, in the language that they used until then: the
 * one of the browser may be a stranger's.
 */
export async function tellOfDevice(
  work: Work,
  { id: memberId, language }: MemberRow,
  { id: cause, browser }: { readonly id: string; readonly browser: string | null },
): Promise<void> {
  await work.lockMember(memberId);
  const { at, context, program } = work;
  const { publicUrl } = context;
  await queueMessage(work, { kind: 'device', memberId, cause }, (to, member, choices) =>
    deviceMail({
      to,
      choices,
      program,
      language,
      publicUrl,
      browser,
      signedInAt: at,
      url: freezeAddress(context, member, at),
    }),
  );
}
