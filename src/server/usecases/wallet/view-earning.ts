import type { Versioned } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import type { EarningPage, EarningWay } from '#contract/profile.ts';
import { isFor, segmentsAsked } from '#domain/earning/fitting.ts';
import { referralRuleAt } from '#domain/earning/referral.ts';
import { againFrom, leftOf } from '#domain/earning/room.ts';
import { mayAnswer, surveyRules } from '#domain/earning/survey.ts';
import {
  type EarningRule,
  isCounting,
  type ProfileFact,
  profileFacts,
} from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { claimableSince } from '#domain/purchase/claim.ts';
import { dayOf } from '#domain/values/calendar.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage } from '#i18n/language.ts';
import { factOf } from '#server/storage/people/facts.ts';
import { newsletterOf } from '#server/storage/people/newsletters.ts';
import { answersOf } from '#server/storage/people/survey-answers.ts';
import { occasionsOf } from '#server/storage/points/occasions.ts';
import { hadBought, timesGiven } from '#server/storage/purchases/earned-lines.ts';
import { totalsOf } from '#server/storage/purchases/earning-totals.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { myInvitation } from '#server/usecases/occasions/my-invitation.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';
import { checkInForm } from './check-in-form.ts';
import { countedForPerson, notBack, progressOf } from './earning-progress.ts';
import { showInvite, showInvited } from './show-invitation.ts';
import { showWay, usualWay } from './show-ways.ts';

interface Asking {
  readonly memberId: string;
  /** Of the poster that was scanned lately; null: none. */
  readonly storeId: string | null;
  readonly language: string;
}

/** The ways to earn that are not over or used up, with how far the member is, in the order of the program's file. */
export const viewEarning = (
  context: Context,
  { memberId, storeId, language }: Asking,
): Promise<Versioned<EarningPage>> =>
  versioned(context, memberId, async () => {
    const work = await readWork(context);
    const { program, at } = work;
    const invites = referralRuleAt(program, at) !== undefined;
    const code = invites ? await myInvitation(context, memberId) : null;
    const invite = await showInvite(work, memberId, { code, language });
    const { tier: own, spendable } = await weighMember(work, memberId);
    const { tier } = own;
    const ids = segmentsAsked(program);
    const segments = await segmentsOf(work, memberId, { ids, at, tier, spendable });
    const reader = { program, tier, language };
    const rules = program.earning ?? [];
    const counting = rules.filter(isCounting).map(({ id }) => id);
    const others = rules.filter((rule) => !isCounting(rule)).map(({ id }) => id);
    const member = await countedForPerson(work, memberId, counting);
    const told = await factsTold(work, memberId);
    const ways: EarningWay[] = [usualWay(reader)];
    const given = await timesGiven(work.db, memberId, others);
    const visits = await visitsBy(work, memberId);
    for (const rule of await stillOpen(work, memberId)) {
      if (!isFor(rule, segments)) continue;
      const awards = notBack(member.awards.get(rule.id));
      const had = given.get(rule.id) ?? visits.get(rule.id) ?? awards.map((one) => one.at);
      const from = againFrom(rule, had, at, program.timeZone);
      if (from === null) continue;
      const way = { ...showWay(rule, reader), ...wayOn(rule, told, language) };
      if (from > at) ways.push({ ...way, again: againSaid(from, reader) });
      else if (!isCounting(rule)) ways.push(way);
      else ways.push({ ...way, progress: progressOf(work, rule, { member, language }) });
    }
    const invited = await showInvited(work, memberId, language);
    if (invited) ways.push(invited);
    return {
      at,
      ways,
      ...(invite && { invite }),
      ...(await checkInForm(work, memberId, storeId)),
      ...claimForm(work),
    };
  });

/** When each rule gave for a visit or a review, so that the page says from when it gives again. */
async function visitsBy(
  { db, program: { earning = [] } }: ReadWork,
  memberId: string,
): Promise<Map<string, number[]>> {
  const ids = earning
    .filter(({ kind }) => kind === 'check-in' || kind === 'review')
    .map(({ id }) => id);
  const rows = Map.groupBy(await occasionsOf(db, memberId, ids), ({ rule_id }) => rule_id);
  return new Map([...rows].map(([id, had]) => [id, had.map(({ at }) => at)]));
}

/** What the form for a forgotten scan needs, where the program has one. */
function claimForm({
  program: { claims, stores, timeZone },
  at,
}: ReadWork): Pick<EarningPage, 'claim'> {
  if (!claims) return {};
  const { days } = claims;
  const dayText = (instant: number) => {
    const { year, month, day } = dayOf(instant, timeZone);
    return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  };
  const from = dayText(claimableSince(days, at, timeZone));
  const named = stores.map(({ id, name }) => ({ id, name }));
  return { claim: { days, stores: named, from, until: dayText(at) } };
}

/** Where the member can do what a rule asks. @param told the facts that they told */
function wayOn(
  rule: EarningRule,
  told: ReadonlySet<ProfileFact>,
  language: string,
): Pick<EarningWay, 'to'> {
  const t = everything(isLanguage(language) ? language : 'en');
  if (rule.kind === 'newsletter')
    return { to: { path: `${paths.profile}#newsletter`, text: t('earning.choose-newsletter') } };
  const fact = factAsked(rule);
  if (!fact || (rule.kind === 'birthday' && told.has(fact))) return {};
  return { to: { path: `${paths.profile}#${fact}`, text: t(`earning.tell-${fact}`) } };
}

/** What the profile asks for where a rule gives for it; undefined: nothing, as another system tells it or nobody has to. */
const factAsked = (rule: EarningRule): ProfileFact | undefined =>
  rule.kind === 'birthday'
    ? 'birthday'
    : profileFacts.find((fact) => rule.kind === 'profile-step' && rule.fact === fact);

/** Which facts the member told, read only if a rule asks for one. */
async function factsTold(
  { db, program: { earning = [] } }: ReadWork,
  memberId: string,
): Promise<Set<ProfileFact>> {
  const asks = earning.some(({ kind }) => kind === 'birthday' || kind === 'profile-step');
  if (!asks) return new Set();
  const birthday = await factOf(db, memberId, 'birthday');
  return new Set(birthday ? ['birthday'] : []);
}

/** The rules that can still give to this member, now or on another day. */
async function stillOpen({ db, program, at }: ReadWork, memberId: string): Promise<EarningRule[]> {
  const rules = (program.earning ?? []).filter(({ until = at + 1 }) => until > at);
  const first = rules.some(({ kind }) => kind === 'first-purchase');
  const subscribed = (await newsletterOf(db, memberId))?.state === 'given';
  const bought = first && (await hadBought(db, memberId, at));
  const inAll = await totalsOf(
    db,
    rules.map(({ id }) => id),
  );
  const steps = rules
    .filter(({ kind }) => kind === 'profile-step' || kind === 'newsletter')
    .map(({ id }) => id);
  const answered = await answeredBy(db, program, memberId, at);
  const given = new Set((await occasionsOf(db, memberId, steps)).map(({ rule_id }) => rule_id));
  return rules.filter((rule) => {
    if (given.has(rule.id) || answered.has(rule.id) || (rule.kind === 'newsletter' && subscribed))
      return false;
    const { times, left } = leftOf(rule, inAll);
    // Who reads this has joined, and nobody can do anything for an apology.
    if (rule.kind === 'joining' || rule.kind === 'apology') return false;
    // Who invites has a panel of their own, and so has who was invited.
    if (rule.kind === 'referral') return false;
    return times > 0 && left > 0 && !(bought && rule.kind === 'first-purchase');
  });
}

/** The surveys that a member can't answer now. */
async function answeredBy(
  db: ReadWork['db'],
  program: Program,
  memberId: string,
  at: number,
): Promise<Set<string>> {
  const surveys = surveyRules(program);
  if (surveys.length === 0) return new Set();
  const had = Map.groupBy(await answersOf(db, memberId), ({ rule_id }) => rule_id);
  const over = surveys.filter((rule) => !mayAnswer(rule, had.get(rule.id) ?? [], at));
  return new Set(over.map(({ id }) => id));
}

/** From when a way gives again. */
function againSaid(
  from: number,
  { program, language }: { readonly program: Program; readonly language: string },
): string {
  const known = isLanguage(language) ? language : 'en';
  const date = formatOf(known, program.timeZone).date(from);
  return everything(known)('refusal.limit-reached', { date });
}
