import type { Kysely } from 'kysely';
import type { Rehearsal } from '#contract/desk/desk-foresight.ts';
import { withGone } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import type { DatedTerms } from '#domain/standing/standing.ts';
import { monthsBefore } from '#domain/values/calendar.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { loadingsUntil, programAsLoaded } from '#server/storage/program/programs.ts';
import { givenBefore } from '#server/storage/rehearsal/given-before.ts';
import { pastOfMembers } from '#server/storage/rehearsal/past-of-members.ts';
import { tierTerms } from '#server/usecases/standing/dated-terms.ts';
import { LimitsForAll } from './limits-for-all.ts';
import { RehearsalSums } from './rehearsal.ts';
import { replayMember } from './replay-member.ts';
import { type DatedProgram, RulesThen } from './rules-then.ts';

/** What is rehearsed. */
export interface RehearsalWish {
  readonly program: Program;
  /** As if it had begun then, epoch milliseconds; null: a year before now. */
  readonly from: number | null;
}

/** How a rehearsal is watched, and ended early. */
export interface RehearsalWatch {
  /** The end of the past: epoch milliseconds. */
  readonly at: number;
  /** Asked after each portion: true ends it. */
  readonly isCancelled?: () => boolean;
  /** Told after each portion. */
  readonly reached?: (members: number) => void;
}

/** So many members are in memory at once, with all that they bought. */
const portion = 200;
const usualMonths = 12;

/**
 * Lives the past again under a program that is not loaded: what members bought and did since an instant, as if it had
 * been in force from then. It reads portion by portion, each at one instant, holds nothing and writes nothing.
 * @returns null: it was cancelled
 */
export async function rehearse(
  db: Kysely<Tables>,
  wish: RehearsalWish,
  { at, isCancelled, reached }: RehearsalWatch,
): Promise<Rehearsal | null> {
  const rules = await rulesOf(db, wish, at);
  const sums = new RehearsalSums(rules);
  const limits = new LimitsForAll(await givenBefore(db, rules.from));
  for (let last = ''; ; ) {
    if (isCancelled?.()) return null;
    const after = last;
    const some = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((trx) => pastOfMembers(trx, after, { limit: portion, at }));
    const to = some.at(-1);
    if (!to) return sums.result();
    for (const past of some) sums.add(past, replayMember(past, rules, limits));
    last = to.member.id;
    reached?.(sums.members);
  }
}

async function rulesOf(
  db: Kysely<Tables>,
  { program, from: wished }: RehearsalWish,
  until: number,
): Promise<RulesThen> {
  const past = await programsUntil(db, until);
  const from = wished ?? monthsBefore(until, usualMonths);
  const was = past.map(({ from: since, program: one }) => ({ from: since, terms: tierTerms(one) }));
  // The first terms also judge what was before them.
  const kept: DatedTerms[] = was.filter((one) => one.from < from);
  const would = [...kept, { from, terms: tierTerms(program) }];
  return new RulesThen(past, { draft: program, from, until, terms: { was, would } });
}

/** Every program that was in force until an instant, as it was then. */
async function programsUntil(db: Kysely<Tables>, at: number): Promise<DatedProgram[]> {
  const past: DatedProgram[] = [];
  for (const { version, beginsAt } of await loadingsUntil(db, at)) {
    const own = await programAsLoaded(db, version);
    const before = past.at(-1);
    past.push({ from: beginsAt, program: before ? withGone(own, [before.program]) : own });
  }
  return past;
}
