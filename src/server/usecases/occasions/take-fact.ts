import { productKey } from '#domain/earning/goods.ts';
import { newsletterRules } from '#domain/earning/occasion.ts';
import { type FactOutcome, factTimeRefusal, isLater } from '#domain/earning/reported-fact.ts';
import { isKnownFact } from '#domain/program/named-fact.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { ReportedFactRow } from '#server/storage/db/schema-sources.ts';
import { mergedInto } from '#server/storage/merges/merges.ts';
import { addressChangesOf } from '#server/storage/people/address-changes.ts';
import { lastConsents } from '#server/storage/people/facts.ts';
import { memberById } from '#server/storage/people/members.ts';
import { addReportedFact, reportedFact, reportsOf } from '#server/storage/people/reported-facts.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { demandStore, keepAnswer } from './answer-survey.ts';
import { giveSteps } from './give-step.ts';
import { endNewsletter, giveForNewsletter, takeNewsletter } from './newsletter.ts';
import { takeReview } from './report-review.ts';

/** A fact of a member, as another system tells it. */
export interface ToldFact {
  readonly source: string;
  /** The source's own, good once. */
  readonly id: string;
  readonly memberId: string;
  readonly at: number;
  readonly withdrawn: boolean;
  readonly what: ToldWhat;
}

export type ToldWhat =
  | {
      readonly fact: 'review';
      /** A GTIN or the shop's own article number. */
      readonly product: string;
      readonly rating: number | null;
    }
  | {
      readonly fact: 'survey';
      readonly survey: string;
      readonly answer: string;
      readonly version: number | null;
      readonly storeId: string | null;
    }
  | {
      readonly fact: 'newsletter';
      /** The sentence that was agreed to, and its language; null where it is taken back. */
      readonly consent: { readonly wording: string; readonly language: string } | null;
      /** A mail to their address has confirmed it. */
      readonly isConfirmed: boolean;
    }
  | { readonly fact: 'named'; readonly name: string };

/** What became of it, and the points that it gave. */
export type FactTaken = Pick<ReportedFactRow, 'outcome' | 'points'>;

/**
 * Keeps what another system tells of a member, and gives what rules give for it. What it says of how things are counts
 * by its own time, in whatever order facts come; what it gives, by the rules and limits of the day on which it comes,
 * once. The same id again answers the same.
 * @throws Refused `member-unknown`, `id-taken`, `fact-ahead`, `fact-late`, `fact-early`, `fact-unknown`,
 * `newsletter-not-asked`, `newsletter-unconfirmed`, and as `takeReview` and `keepAnswer` do
 */
export async function takeFact(work: Work, told: ToldFact): Promise<FactTaken> {
  const { source, id, memberId, at, withdrawn, what } = told;
  await work.lockMember(memberId);
  const member = await memberById(work.db, memberId);
  if (!member || member.erased_at !== null) throw new Refused({ key: 'member-unknown' });
  const row = { member_id: memberId, at, withdrawn: Number(withdrawn), ...namedAs(what) };
  const before = await reportedFact(work.db, { memberId, source, id });
  if (before) return sameAs(before, row);
  const times = { at, joinedAt: await joinedFirst(work, member), now: work.at };
  refuseWhen(factTimeRefusal(work.program, times));
  const reports = await reportsOf(work.db, memberId, row.fact);
  demandKnown(work, told, reports.length > 0);
  const outcome = await outcomeOf(work, told, reports, row.about);
  const points = withdrawn ? await takeBack(work, told, outcome) : await take(work, told, outcome);
  const kept = { source, fact_id: id, reported_at: work.at, outcome, points };
  // Another member's is under this id: all of this is taken back.
  if (!(await addReportedFact(work, { ...row, ...kept }))) throw new Refused({ key: 'id-taken' });
  work.tell(memberTopic(memberId));
  return { outcome, points };
}

/** Whoever had another membership before has joined with that one. */
async function joinedFirst({ db }: Work, member: MemberRow): Promise<number> {
  const others = await mergedInto(db, member.id);
  const joined = await Promise.all(others.map(({ from_id: id }) => memberById(db, id)));
  return Math.min(member.joined_at, ...joined.flatMap((one) => one?.joined_at ?? []));
}

/** What the row says that it is about. */
function namedAs(what: ToldWhat): Pick<ReportedFactRow, 'fact' | 'about'> {
  switch (what.fact) {
    case 'review':
      return { fact: what.fact, about: productKey(what.product) };
    case 'survey':
      return { fact: what.fact, about: `${what.survey} ${what.answer}` };
    case 'newsletter':
      return { fact: what.fact, about: '' };
    case 'named':
      return { fact: what.name, about: '' };
  }
}

type Named = Pick<ReportedFactRow, 'fact' | 'about' | 'withdrawn' | 'at'>;

function sameAs(before: ReportedFactRow, row: Named): FactTaken {
  const isSame = (['fact', 'about', 'withdrawn', 'at'] as const).every(
    (key) => before[key] === row[key],
  );
  if (!isSame) throw new Refused({ key: 'id-taken' });
  return { outcome: before.outcome, points: before.points };
}

/** Something of the program, or, to be taken back, something that was told while it was. */
function demandKnown({ program }: Work, { what, withdrawn }: ToldFact, wasTold: boolean): void {
  if (what.fact === 'newsletter') {
    if (withdrawn) return;
    const rules = newsletterRules(program);
    if (rules.length === 0) throw new Refused({ key: 'newsletter-not-asked' });
    if (rules.some(({ doubleOptIn }) => doubleOptIn) && !what.isConfirmed) {
      throw new Refused({ key: 'newsletter-unconfirmed' });
    }
  }
  if (what.fact !== 'named' || (withdrawn && wasTold)) return;
  const isNamed = program.facts?.some(({ id }) => id === what.name) ?? false;
  if (!isNamed || isKnownFact(what.name)) {
    throw new Refused({ key: 'fact-unknown', fact: what.name });
  }
}

/** Whether it says how things are, or something later was said: of a consent, by anybody; of all else, by this source. */
async function outcomeOf(
  { db }: Work,
  { source, memberId, at, withdrawn, what }: ToldFact,
  reports: readonly ReportedFactRow[],
  about: string,
): Promise<FactOutcome> {
  const isConsent = what.fact === 'newsletter';
  const others = reports
    .filter((one) => one.about === about && (isConsent || one.source === source))
    .map((one) => ({ at: one.at, withdrawn: one.withdrawn === 1 }));
  if (isConsent) {
    for (const last of await lastConsents(db, memberId, 'newsletter'))
      others.push({ at: last.at, withdrawn: last.given === 0 });
    // A consent is given for a mailbox. What ended with it is no reason to keep who took it back waiting.
    const changes = withdrawn ? [] : await addressChangesOf(db, memberId);
    for (const change of changes) {
      if (change.state !== 'asked') others.push({ at: change.at, withdrawn: true });
    }
  }
  return others.some((one) => isLater(one, { at, withdrawn })) ? 'overtaken' : 'taken';
}

/** @returns the points that came: they do not depend on the order, as taking back keeps them */
async function take(work: Work, told: ToldFact, outcome: FactOutcome): Promise<number> {
  const { source, id, memberId, at, what } = told;
  switch (what.fact) {
    case 'review': {
      const { rating } = what;
      const product = productKey(what.product);
      const written = { reviewId: `${source}:${id}`, rating, writtenAt: at };
      return (await takeReview(work, { ...written, memberId, product, source: 'api' })).points;
    }
    case 'survey': {
      const { survey, answer, version, storeId } = what;
      demandStore(work, storeId);
      const answered = { memberId, survey, answer, version, storeId };
      return keepAnswer(work, { ...answered, source: `fact:${source}:${id}` });
    }
    case 'newsletter': {
      const { wording = '', language = 'en' } = what.consent ?? {};
      const said = { memberId, language, place: null };
      if (outcome === 'taken')
        await takeNewsletter(work, said, { wording, source: `source:${source}`, at });
      return giveForNewsletter(work, memberId);
    }
    case 'named':
      return giveSteps(work, memberId, what.name);
  }
}

/** Points stay, and so does a review that gave them. @returns 0 */
async function takeBack(work: Work, told: ToldFact, outcome: FactOutcome): Promise<number> {
  const { source, memberId, at, what } = told;
  if (what.fact === 'newsletter' && outcome === 'taken') {
    const member = await memberById(work.db, memberId);
    const said = { memberId, language: member?.language ?? 'en', place: null };
    await endNewsletter(work, said, `source:${source}`, at);
  }
  return 0;
}
