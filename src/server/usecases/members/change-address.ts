import { addressKey } from '#domain/people/email-address.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { dropDeadAddress } from '#server/storage/people/dead-addresses.ts';
import { changeAddressOf, memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { endNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { rememberAddress } from '#server/usecases/sign-in/invited.ts';
import { addressChangedMail } from '#server/words/mail/address-changed-mail.ts';

/**
 * Gives a member another address, because they lost their mailbox or mistyped it. Both addresses get a mail, because
 * whoever reads the new one can sign in. The new address is not proved until somebody signs in with it; points do not
 * change. A consent to the newsletter ends: it was given for the other mailbox.
 * @param address as `readEmailAddress` read it
 * @returns `taken` when it is another member's, `same` when it is theirs already, `gone` when they have left
 */
export function changeAddress(
  context: Context,
  { memberId, address }: { memberId: string; address: string },
): Promise<'changed' | 'taken' | 'same' | 'gone'> {
  return transact(context, async (work) => {
    await work.lockMember(memberId);
    const member = await memberById(work.db, memberId);
    // Whoever found them did so before the lock.
    if (!member || member.erased_at !== null) return 'gone';
    const [before, after] = [addressKey(member.address), addressKey(address)];
    if (before === after) return 'same';
    if (!(await changeAddressOf(work, memberId, { before, after, address }))) return 'taken';
    await rememberAddress(work, member.address);
    const { program } = work;
    const { number, language } = member;
    const { publicUrl } = context;
    // Where mail comes back, nobody would read it.
    const wasDead = await dropDeadAddress(work, memberId);
    for (const [to, isNew] of [
      [member.address, false],
      [address, true],
    ] as const) {
      if (wasDead && !isNew) continue;
      const facts = { to, isNew, program, language, number, publicUrl, url: publicUrl };
      await queueMail(work, addressChangedMail(facts));
    }
    // Who agreed did so for the mailbox of before.
    await endNewsletter(work, { memberId, language, place: null }, 'address-changed');
    await recordAct(work, { act: 'address-changed', memberId });
    work.tell(memberTopic(memberId));
    return 'changed';
  });
}
