import { newsletterRules } from '#domain/earning/occasion.ts';
import { limits } from '#domain/limit.ts';
import { codeIsGood, newsletterCodeMs, newsletterTries } from '#domain/people/newsletter.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedCode } from '#domain/scan/typed-digits.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { FactConsentRow } from '#server/storage/db/schema-occasions.ts';
import { lastConsent, noteFactConsent } from '#server/storage/people/facts.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import { dropNewsletter, newsletterOf, putNewsletter } from '#server/storage/people/newsletters.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { makeCode } from '#server/usecases/ground/make-id.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { newsletterMail, newsletterWording } from '#server/words/mail/newsletter-mail.ts';
import { giveOnce } from './give-step.ts';

/** Who said it, in which language they read what they agreed to, and the poster where they sat. */
interface Said {
  readonly memberId: string;
  readonly language: string;
  readonly place: string | null;
}

const known = (language: string): Language => (isLanguage(language) ? language : 'en');

/**
 * Notes that a member wants the newsletter. Where a rule asks for double opt-in it counts from the moment in which they
 * type the code that is mailed to them. Asked again, another code comes; a consent that was given stays as it is.
 * @throws Refused `newsletter-not-asked`, `too-many-requests`
 */
export function wantNewsletter(context: Context, said: Said): Promise<void> {
  return transact(context, async (work) => {
    await lockPresent(work, said.memberId);
    const rules = newsletterRules(work.program);
    if (rules.length === 0) throw new Refused({ key: 'newsletter-not-asked' });
    const before = await newsletterOf(work.db, said.memberId);
    if (before?.state === 'given') return;
    if (rules.some(({ doubleOptIn }) => doubleOptIn)) return mailCode(work, said);
    // Each yes is a row that stays, and each no after it.
    refuseWhen(await countAgainst(work, limits.fact, said.memberId, work.at));
    const wording = newsletterWording(work.program, said.language);
    await give(work, said, { wording, source: 'profile' });
  });
}

async function mailCode(work: Work, { memberId, language, place }: Said): Promise<void> {
  const { context, program, at } = work;
  refuseWhen(await countAgainst(work, limits.newsletter, memberId, at));
  const member = await memberById(work.db, memberId);
  if (!member) throw new Error('a member is signed in and is not there');
  const code = makeCode(context);
  const code_hash = hashOf(work, memberId, code);
  await putNewsletter(work, { member_id: memberId, state: 'asked', code_hash, wrong_codes: 0, at });
  const wording = newsletterWording(program, language);
  await note(work, { memberId, language, place }, { wording, source: 'profile' });
  const { publicUrl } = context;
  await queueMail(
    work,
    newsletterMail({ to: member.address, program, language, wording, code, publicUrl }),
    { worthUntil: at + newsletterCodeMs },
  );
  work.tell(memberTopic(memberId));
}

/**
 * Confirms it with the code of the mail. The same code again is the same confirmation.
 * @throws Refused `newsletter-code-wrong`, `newsletter-code-over`
 */
export async function confirmNewsletter(
  context: Context,
  said: Said,
  typed: string,
): Promise<void> {
  // A refusal is thrown after the commit, because a wrong code counts.
  refuseWhen(await transact(context, (work) => confirm(work, said, typed)));
}

async function confirm(work: Work, said: Said, typed: string): Promise<Refusal | null> {
  const { memberId } = said;
  await lockPresent(work, memberId);
  const row = await newsletterOf(work.db, memberId);
  if (row?.state === 'given') return null;
  const { context, at } = work;
  if (!row?.code_hash || !codeIsGood({ at: row.at, wrongCodes: row.wrong_codes }, at))
    return { key: 'newsletter-code-over' };
  const code = typedCode(typed);
  // A typing error takes no try away.
  if (code === null)
    return { key: 'newsletter-code-wrong', left: newsletterTries - row.wrong_codes };
  if (!context.secrets.isHash('newsletter-code', `${memberId}/${code}`, row.code_hash)) {
    const wrong_codes = row.wrong_codes + 1;
    await putNewsletter(work, { ...row, wrong_codes });
    const left = newsletterTries - wrong_codes;
    return left > 0 ? { key: 'newsletter-code-wrong', left } : { key: 'newsletter-code-over' };
  }
  // The words that they read when they asked, in the language of then.
  const asked = await lastConsent(work.db, memberId, 'newsletter');
  if (!asked) throw new Error('a code was mailed, and nobody asked for it');
  const { wording, language } = asked;
  await give(work, { ...said, language }, { wording, source: 'mail-code' });
  return null;
}

type Consent = Pick<FactConsentRow, 'wording'> & {
  readonly source: NonNullable<FactConsentRow['source']>;
  /** When it was said, where another system tells it later; absent: now. */
  readonly at?: number;
};

/** From now on they are written to, and the rules give for it, once. */
async function give(work: Work, said: Said, consent: Consent): Promise<void> {
  await keepGiven(work, said, consent);
  await giveForNewsletter(work, said.memberId);
}

/** A consent that another system was given; one that stands already stays as it is. The caller has locked the member. */
export async function takeNewsletter(work: Work, said: Said, consent: Consent): Promise<void> {
  const before = await newsletterOf(work.db, said.memberId);
  if (before?.state !== 'given') await keepGiven(work, said, consent);
}

async function keepGiven(work: Work, said: Said, consent: Consent): Promise<void> {
  const { memberId, language } = said;
  const { at = work.at } = consent;
  await putNewsletter(work, {
    member_id: memberId,
    state: 'given',
    code_hash: null,
    wrong_codes: 0,
    at,
  });
  await note(work, said, consent);
  await tellFollowers(work, memberId, { wanted: true, language });
}

/** What rules give for a consent, once, also when it was taken back meanwhile. @returns the points that came now */
export const giveForNewsletter = (work: Work, memberId: string): Promise<number> =>
  giveOnce(work, memberId, newsletterRules(work.program));

/** Takes the consent back, at once and without a reason. Points that it gave stay. Nothing is done twice. */
export function refuseNewsletter(context: Context, said: Said): Promise<void> {
  return transact(context, async (work) => {
    await lockPresent(work, said.memberId);
    await endNewsletter(work, said, 'profile');
  });
}

/** The caller has locked the member. @param at when it was taken back, where another system tells it later */
export async function endNewsletter(
  work: Work,
  said: Said,
  source: Consent['source'],
  at: number = work.at,
): Promise<void> {
  const before = await dropNewsletter(work, said.memberId);
  if (!before) return;
  const wording = newsletterWording(work.program, said.language);
  await note(work, said, { wording, source, at }, 0);
  const { memberId, language } = said;
  if (before.state === 'given') await tellFollowers(work, memberId, { wanted: false, language });
}

async function note(work: Work, said: Said, consent: Consent, given = 1): Promise<void> {
  const { memberId, place } = said;
  const { at = work.at, wording, source } = consent;
  await noteFactConsent(work, {
    member_id: memberId,
    fact: 'newsletter',
    given,
    language: known(said.language),
    at,
    version: work.version,
    place,
    wording,
    source,
  });
  work.tell(memberTopic(memberId));
}

const tellFollowers = (
  work: Work,
  memberId: string,
  data: { readonly wanted: boolean; readonly language: string },
): Promise<void> => recordEvent(work, { kind: 'newsletter.chosen', memberId, storeId: null, data });

const hashOf = ({ context }: Work, memberId: string, code: string): string =>
  context.secrets.hash('newsletter-code', `${memberId}/${code}`);
