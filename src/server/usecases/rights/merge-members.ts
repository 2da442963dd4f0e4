import { addressKey } from '#domain/people/email-address.ts';
import { mergeProofMs } from '#domain/people/merge.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { FactConsentRow } from '#server/storage/db/schema-occasions.ts';
import { clearMember } from '#server/storage/held/erase-rows.ts';
import { dropDeclinedBetween } from '#server/storage/merges/declined-merges.ts';
import { dropMergeAsk } from '#server/storage/merges/merge-asks.ts';
import { dropMergeOffers } from '#server/storage/merges/merge-offers.ts';
import {
  addMerge,
  deleteEnding,
  dropReferralsBetween,
  leadTo,
  mergedInto,
} from '#server/storage/merges/merges.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { dropFact, factOf, lastConsent, noteFactConsent } from '#server/storage/people/facts.ts';
import { memberById } from '#server/storage/people/members.ts';
import { choicesOf, putChoice } from '#server/storage/people/messages.ts';
import { deleteSignInsOf } from '#server/storage/people/sign-ins.ts';
import { addGrant } from '#server/storage/purchases/tier-grants.ts';
import { countedByMerge, giveByMerge } from '#server/usecases/awards/merge-awards.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { noticeWorthMs, queueMail } from '#server/usecases/ground/queue-mail.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { endNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { movePoints } from '#server/usecases/points/change-points.ts';
import { rememberAddress } from '#server/usecases/sign-in/invited.ts';
import { endSessionsInto, type Session } from '#server/usecases/sign-in/session.ts';
import { noteStanding } from '#server/usecases/standing/note-standing.ts';
import { type MergedFacts, mergedMail } from '#server/words/mail/merged-mail.ts';
import { mergeRefusal, tierNow, tierThatStays } from './merge-preview.ts';
import { askOf, provedOther } from './merge-steps.ts';

/**
 * Merges the membership whose mailbox the member has just proved into theirs, once they have said yes. Its points go
 * over lot by lot; what it is known by leads to the member; its books stay under its own id, and what still comes to
 * them (a return, a code that is settled) is passed on. One transaction; done twice, it is one merge.
 * @throws Refused `confirm-required`, `merge-late`, or as `mergeRefusal` says
 */
export async function mergeProved(
  context: Context,
  session: Session,
  { confirmed }: { readonly confirmed: boolean },
): Promise<void> {
  if (!confirmed) throw new Refused({ key: 'confirm-required' });
  const { memberId } = session;
  const read = await readWork(context);
  const ask = await askOf(read, session);
  const otherId = ask && (await provedOther(read, ask));
  if (!ask || !otherId) {
    // A form that is sent twice is one merge.
    if (!ask && (await hasJustMerged(read, memberId))) return;
    throw new Refused({ key: 'merge-late' });
  }
  const done = await transact(context, async (work) => {
    // Whoever signs in holds the request first and the member then: in another order the two would wait for each other.
    await deleteSignInsOf(work, addressKey(ask.address));
    // In one order, so that two merges of the same two do not wait for each other.
    for (const id of [memberId, otherId].toSorted()) await work.lockMember(id);
    const own = await memberById(work.db, memberId);
    const other = await memberById(work.db, otherId);
    if (!own || own.erased_at !== null) throw new Refused({ key: 'signed-out' });
    const now = await askOf(work, session);
    // A form that is sent twice is one merge.
    if (!now && (await hasJustMerged(work, memberId))) return false;
    if (!now || !other || (await provedOther(work, now)) !== otherId)
      throw new Refused({ key: 'merge-late' });
    refuseWhen(await mergeRefusal(work, own, other));
    await mergeInto(work, own, other);
    return true;
  });
  if (done) noteSecurity(context, 'merged', { memberId, fromId: otherId });
}

async function hasJustMerged(
  { db, at }: Pick<Work, 'db' | 'at'>,
  memberId: string,
): Promise<boolean> {
  return (await mergedInto(db, memberId)).some((one) => one.at > at - mergeProofMs);
}

/** The caller has locked both, and seen that nothing stands against it. */
async function mergeInto(work: Work, own: MemberRow, other: MemberRow): Promise<void> {
  const { at, db } = work;
  const ids = { fromId: other.id, intoId: own.id };
  const higher = tierThatStays(work, await tierNow(work, own.id), await tierNow(work, other.id));
  const come = await countedByMerge(work, ids);
  const isNew = await addMerge(work, {
    from_id: other.id,
    member_id: own.id,
    number: other.number,
    address_key: addressKey(other.address),
    points: other.balance,
    at,
  });
  if (!isNew) throw new Error('a membership was merged and is there');
  await movePoints(work, ids);
  await giveByMerge(work, ids, come);
  if (higher.isOthers && work.program.tierRule) {
    const { tier, keeping } = higher.tier;
    await addGrant(work, own.id, { tierId: tier.id, from: at, until: keeping?.until ?? neverEnds });
  }
  await keepStricter(work, own, other);
  await leadTo(work, ids);
  await dropReferralsBetween(work, own.id, other.id);
  await rememberAddress(work, other.address);
  await endSessionsInto(work, other.id, null);
  const isDead = (await deadnessOf(db, other.id)) === 'proved';
  await deleteEnding(work, other.id);
  await clearMember(work, other.id, at);
  await dropMergeAsk(work, own.id);
  await dropMergeOffers(work, [own.id, other.id]);
  await dropDeclinedBetween(work, [own.id, other.id]);
  await noteStanding(work, own.id);
  await recordEvent(work, {
    kind: 'member.merged',
    memberId: own.id,
    storeId: null,
    data: { mergedMemberId: other.id, points: other.balance },
  });
  if (!isDead) await tell(work, { to: other, own, other, what: 'ended' });
  await tell(work, { to: own, own, other, what: 'kept' });
  work.tell(memberTopic(own.id));
  work.tell(memberTopic(other.id));
}

/** A tier that nothing takes stays so. */
const neverEnds = Date.UTC(9999, 11, 31);

/** What somebody ended in one of both is ended: a message that they did not want, a consent that they took back. */
async function keepStricter(work: Work, own: MemberRow, other: MemberRow): Promise<void> {
  const { at, db } = work;
  for (const { kind, wanted } of await choicesOf(db, other.id)) {
    if (wanted === 0) await putChoice(work, { member_id: own.id, kind, wanted, way: 'page', at });
  }
  const said = ({ id: memberId, language }: MemberRow) => ({ memberId, language, place: null });
  const tookBack = async (fact: FactConsentRow['fact']) =>
    (await lastConsent(db, other.id, fact))?.given === 0;
  if (await tookBack('newsletter')) await endNewsletter(work, said(own), 'merged');
  if ((await tookBack('birthday')) && (await factOf(db, own.id, 'birthday'))) {
    const language = isLanguage(own.language) ? own.language : 'en';
    await noteFactConsent(work, {
      member_id: own.id,
      fact: 'birthday',
      given: 0,
      wording: everything(language)('profile.birthday-why'),
      language,
      at,
      version: work.version,
      place: null,
      source: 'merged',
    });
    await dropFact(work, own.id, 'birthday');
  }
  await endNewsletter(work, said(other), 'merged');
}

async function tell(
  work: Work,
  {
    to,
    own,
    other,
    what,
  }: {
    readonly to: MemberRow;
    readonly own: MemberRow;
    readonly other: MemberRow;
    readonly what: MergedFacts['what'];
  },
): Promise<void> {
  const { program } = work;
  const { publicUrl } = work.context;
  const mail = mergedMail({
    to: to.address,
    language: to.language,
    program,
    what,
    number: own.number,
    merged: other.number,
    publicUrl,
  });
  await queueMail(work, mail, { worthUntil: work.at + noticeWorthMs });
}
