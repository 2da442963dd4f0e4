import { limits } from '#domain/limit.ts';
import { cancelRefusal } from '#domain/redemption/redemption.ts';
import { refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { dropMemberPin, memberPinOf } from '#server/storage/people/member-pins.ts';
import { setFrozen } from '#server/storage/people/members.ts';
import { scannableRedemptions, toRedemption } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { freezeAddress } from '#server/usecases/ground/freeze-address.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { noticeWorthMs, queueMail } from '#server/usecases/ground/queue-mail.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { cancelInto } from '#server/usecases/vouchers/cancel-voucher.ts';
import { freezeMail } from '#server/words/mail/freeze-mail.ts';
import { demandFresh } from './fresh.ts';
import { tellOfPin } from './tell-of-pin.ts';

/** Who did it: the member in the app, whoever reads their mail, or support for a member who called. */
export type FrozenBy = 'member' | 'mail' | 'support';

/**
 * Freezes a membership: it earns, and nothing of it is spent, until it is thawed. What a shop's own till or a vendor's
 * would take without asking us is cancelled, as the member would; a barcode of ours stays, and no till takes it. Doing
 * it again changes nothing. The member is told by mail. A PIN that somebody else may have chosen ends with it, so that it
 * is none after the thaw.
 * @returns whether it was not frozen before
 */
export async function freeze(context: Context, memberId: string, by: FrozenBy): Promise<boolean> {
  const { isNew, pinEnded } = await transact(context, async (work) => {
    const member = await lockPresent(work, memberId);
    const pinEnded = await endDoubtfulPin(work, member, by);
    if (member.frozen_at !== null) return { isNew: false, pinEnded };
    await setFrozen(work, memberId, work.at);
    await cancelUnasked(work, memberId);
    await told(work, member, true, by);
    return { isNew: true, pinEnded };
  });
  if (isNew) noteSecurity(context, 'frozen', { memberId, by });
  if (pinEnded) noteSecurity(context, 'member-pin-ended', { memberId, by });
  return isNew;
}

/**
 * Each thaw lets the member freeze again, and each sends a mail at once: there are few of them in a day.
 * @throws Refused `sign-in-again`: a stolen phone must not thaw what its owner froze; `too-many-requests`
 */
export async function thaw(context: Context, session: Session): Promise<void> {
  await demandFresh(context, session);
  await thawBy(context, session.memberId, 'member');
}

/** The same for a member who has shown support who they are. @returns whether it was frozen before */
export async function thawBy(context: Context, memberId: string, by: FrozenBy): Promise<boolean> {
  const done = await transact(context, async (work) => {
    const member = await lockPresent(work, memberId);
    if (member.frozen_at === null) return false;
    if (by === 'member') refuseWhen(await countAgainst(work, limits.thaw, memberId, work.at));
    await setFrozen(work, memberId, null);
    await told(work, member, false, by);
    return true;
  });
  if (done) noteSecurity(context, 'thawed', { memberId, by });
  return done;
}

/**
 * Whoever follows the link of a mail says that they did not do what it tells of, which may be any PIN. One that was chosen
 * at a till ends whoever freezes: the member may have read of it there and freeze in the app. A PIN that the member chose
 * in the profile stays when they freeze in the app. @returns whether there was one
 */
async function endDoubtfulPin(work: Work, member: MemberRow, by: FrozenBy): Promise<boolean> {
  const pin = await memberPinOf(work.db, member.id);
  if (!pin || (by !== 'mail' && pin.place !== 'till')) return false;
  await dropMemberPin(work, member.id);
  await tellOfPin(work, member, { what: 'ended' });
  work.tell(memberTopic(member.id));
  return true;
}

/** Cancels the codes that a till takes without asking us. */
async function cancelUnasked(work: Work, memberId: string): Promise<void> {
  for (const row of await scannableRedemptions(work.db, memberId, work.at)) {
    const isFree = cancelRefusal(toRedemption(work.program, row), work.at) === null;
    if (row.code_source !== 'own' && isFree) await cancelInto(work, row);
  }
}

async function told(work: Work, member: MemberRow, frozen: boolean, by: FrozenBy): Promise<void> {
  const { context, program } = work;
  const { id: memberId, language, number } = member;
  if (by === 'support') await recordAct(work, { act: frozen ? 'frozen' : 'thawed', memberId });
  if ((await deadnessOf(work.db, memberId)) === 'proved') return work.tell(memberTopic(memberId));
  await queueMail(
    work,
    freezeMail({
      to: member.address,
      program,
      language,
      number,
      frozen,
      publicUrl: context.publicUrl,
      notMe: freezeAddress(context, member, work.at),
    }),
    { worthUntil: work.at + noticeWorthMs },
  );
  work.tell(memberTopic(memberId));
}
