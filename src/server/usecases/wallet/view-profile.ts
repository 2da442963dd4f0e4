import type { Kysely } from 'kysely';
import type { Versioned } from '#contract/page.ts';
import { addressPage, mergePage, messagesPage, pinPage, systemApi } from '#contract/paths.ts';
import type { Profile, SignOutAsked } from '#contract/profile.ts';
import { consentsAsked } from '#domain/messages/consents-asked.ts';
import { codeIsGood } from '#domain/people/newsletter.ts';
import { sessionAtMostMs, sessionMs } from '#domain/people/session.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { type Program, posterAt } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { monthNames } from '#i18n/month-name.ts';
import type { Translate } from '#i18n/translate.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { factOf } from '#server/storage/people/facts.ts';
import { memberById } from '#server/storage/people/members.ts';
import { newsletterOf } from '#server/storage/people/newsletters.ts';
import { liveSessions } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { membershipPanels } from '#server/usecases/memberships/say-membership.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { newsletterWording } from '#server/words/mail/newsletter-mail.ts';

/** A member's profile, and the devices on which they are signed in. */
export const viewProfile = (
  context: Context,
  session: Session,
  language: string,
): Promise<Versioned<Profile>> =>
  versioned(context, session.memberId, () => readProfile(context, session, language));

async function readProfile(context: Context, session: Session, language: string): Promise<Profile> {
  const db = context.store.read;
  const member = await memberById(db, session.memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  const work = await readWork(context);
  const { at, program } = work;
  const say = everything(isLanguage(language) ? language : 'en');
  const memberships = await membershipPanels(work, member.id, language);
  const birthday = await birthdayAsked(db, program, { memberId: member.id, language });
  const rows = await liveSessions(db, session.memberId, {
    seen: at - sessionMs,
    created: at - sessionAtMostMs,
  });
  return {
    firstName: member.first_name,
    address: member.address,
    number: member.number,
    joinedAt: member.joined_at,
    devices: here(rows, session).map((row) => ({
      id: row.id,
      browser: row.browser || null,
      current: row.id === session.id,
      store: (row.placement && posterAt(program, row.placement)?.store.name) || null,
      seenAt: row.seen_at,
      since: row.created_at,
    })),
    ...(birthday && { birthday }),
    ...(await newsletterAsked(work, member.id, language)),
    ...(program.earning?.some(asksName) && { asksName: true as const }),
    ...(memberships.length > 0 && { memberships }),
    messages: { path: messagesPage, text: say('message.title') },
    changeAddress: { path: addressPage, text: say('address.change') },
    accessibility: { path: systemApi.accessibility, text: say('accessibility.title') },
    signOut: signOutAsked(say),
    pin: { path: pinPage, text: say('pin.link') },
    merge: { path: mergePage, text: say('merge.link') },
  };
}

const signOutAsked = (say: Translate): SignOutAsked => ({
  sure: say('rights.sign-out-sure'),
  says: [say('rights.sign-out-stays'), say('rights.sign-out-goes')],
  open: say('rights.sign-out-open'),
  yes: say('rights.sign-out-yes'),
  no: say('rights.sign-out-no'),
});

/** The form for a birthday; null: no rule of the program gives for it, so it is no business of ours. */
async function birthdayAsked(
  db: Kysely<Tables>,
  program: Program,
  { memberId, language }: { readonly memberId: string; readonly language: string },
): Promise<Profile['birthday'] | null> {
  const told = await factOf(db, memberId, 'birthday');
  // What was told can be taken back, also when the rule is gone.
  if (!told && !consentsAsked(program).includes('birthday')) return null;
  const { month, day } = told ? birthdayIn(told.value) : { month: null, day: null };
  return { month, day, months: monthNames(isLanguage(language) ? language : 'en') };
}

/** The choice of the newsletter; nothing where no rule of the program asks for it and nobody has to take it back. */
async function newsletterAsked(
  { db, program, at }: ReadWork,
  memberId: string,
  language: string,
): Promise<Pick<Profile, 'newsletter'>> {
  const row = await newsletterOf(db, memberId);
  if (!row && !consentsAsked(program).includes('newsletter')) return {};
  const waits =
    row?.state === 'asked' && codeIsGood({ at: row.at, wrongCodes: row.wrong_codes }, at);
  const state = row?.state === 'given' ? 'given' : waits ? 'asked' : 'none';
  return { newsletter: { state, wording: newsletterWording(program, language) } };
}

const asksName = (rule: EarningRule): boolean =>
  rule.kind === 'profile-step' && rule.fact === 'name';

/** The device in use comes first. */
const here = <Row extends { readonly id: string }>(rows: readonly Row[], { id }: Session): Row[] =>
  rows.toSorted((a, b) => Number(b.id === id) - Number(a.id === id));
