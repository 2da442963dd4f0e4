import { paths } from '#contract/paths.ts';
import type { TillMember } from '#contract/till-members.ts';
import { limits } from '#domain/limit.ts';
import { mailCountKey, readEmailAddress } from '#domain/people/email-address.ts';
import { readFirstName } from '#domain/people/first-name.ts';
import type { ConsentText } from '#domain/program/consent.ts';
import { storeOf } from '#domain/program/program.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { addConsent, consentRow } from '#server/storage/people/consents.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noticeWorthMs, queueMail } from '#server/usecases/ground/queue-mail.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { join } from '#server/usecases/sign-in/join.ts';
import { joiningGift } from '#server/usecases/sign-in/joining-gift.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { welcomeMail } from '#server/words/mail/welcome-mail.ts';
import { lookUpAddress, showMember } from './find-member.ts';

interface EnrolWish {
  /** Made by the caller and stored before sending: the same id with the same address is the same enrolment. */
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly consent: ConsentText;
  readonly language: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly associateId: string | null;
}

/** The new member, put into the words of the POS or the till page. */
type EnrolmentWords<D extends object> = (seen: { joined: boolean; member: TillMember }) => D;

/**
 * Makes a shopper a member at the till, and returns them.
 * @throws Refused as `enrolInto` does, and in a dry run as `lookUpAddress` does
 */
export async function enrolMember<D extends object>(
  context: Context,
  till: TillRequest,
  wish: Pick<EnrolWish, 'id' | 'email' | 'firstName' | 'consent'>,
  words: EnrolmentWords<D>,
): Promise<Answer<D>> {
  // A dry run takes its own count back, and says who is a member and what they have, as a look-up does.
  if (till.once === 'dry-run') await lookUpAddress(context, till, wish.email);
  return actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: (work) => enrolInto(work, { ...till, ...wish }),
    describe: async (work, { memberId, joined }) =>
      words({ joined, member: await showMember(work, memberId, till) }),
  });
}

/**
 * Makes a shopper a member at the till, or finds that they are one. Nobody has proved the address yet: the mail leads
 * to signing in, and the first sign-in brings the welcome points.
 * @throws Refused `address-invalid` or `too-many-requests`
 */
async function enrolInto(
  work: Work,
  wish: EnrolWish,
): Promise<{ memberId: string; joined: boolean }> {
  const read = readEmailAddress(wish.email);
  if ('fault' in read) throw new Refused({ key: 'address-invalid', fault: read.fault });
  const { memberId, joined } = await join(work, {
    address: read.address,
    firstName: wish.firstName === null ? null : readFirstName(wish.firstName),
    language: wish.language,
    storeId: wish.storeId,
    byMail: false,
  });
  await work.lockMember(memberId);
  const before = await consentRow(work.db, memberId, wish.id);
  if (before) return { memberId, joined: before.joined === 1 };
  const { at } = work;
  refuseWhen(await countAgainst(work, limits.enrol, wish.tillId, at));
  await addConsent(work, {
    member_id: memberId,
    id: wish.id,
    text: wish.consent,
    joined: joined ? 1 : 0,
    store_id: wish.storeId,
    till_id: wish.tillId,
    associate_id: wish.associateId,
    at,
  });
  const member = await memberById(work.db, memberId);
  if (member && member.proved_at === null) await sendWelcome(work, member, wish);
  return { memberId, joined };
}

async function sendWelcome(
  work: Work,
  member: MemberRow,
  { consent, language, storeId }: EnrolWish,
): Promise<void> {
  const key = work.context.secrets.hash('limit', mailCountKey(member.address));
  // A mailbox that is enrolled again and again gets no more mail, and the till need not know.
  if (await countAgainst(work, limits.welcomeMail, key, work.at)) return;
  const { program } = work;
  const store = storeOf(program, storeId);
  const [poster] = store?.posters ?? [];
  const mail = welcomeMail({
    to: member.address,
    program,
    language,
    store: store?.name ?? storeId,
    number: member.number,
    points: await joiningGift(work, storeId),
    consent,
    publicUrl: work.context.publicUrl,
    url: work.context.publicUrl + (poster ? paths.poster(poster.placement) : paths.signIn),
  });
  await queueMail(work, mail, { worthUntil: work.at + noticeWorthMs });
}
