import type { Move } from '#contract/desk/desk-foresight.ts';
import type { Counted, DraftEffect, Loss } from '#contract/desk/desk-program.ts';
import { isMoment } from '#contract/program/file-parts.ts';
import { type DeskRole, mayDo } from '#domain/desk/desk-role.ts';
import { type ProgramChange, takenBack } from '#domain/program/change/program-change.ts';
import { type TakenAway, takesAway } from '#domain/program/change/takes-away.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { decideAlike } from '#domain/standing/standing.ts';
import { countBalances } from '#server/storage/people/count-balances.ts';
import { programDraftById } from '#server/storage/program/program-drafts.ts';
import { latestLoadings, programAsLoaded } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { leavingStores } from '#server/usecases/program/leaving-stores.ts';
import { planProgram } from '#server/usecases/program/list-programs.ts';
import { instantOf } from '#server/usecases/program/program-file-times.ts';
import { scheduleOf } from '#server/usecases/program/refuse-loading.ts';
import { tierTerms } from '#server/usecases/standing/dated-terms.ts';
import { changeWords } from './change-words.ts';
import { alive, sourceIn } from './drafts.ts';
import { readSource } from './program-text.ts';

interface Asked {
  /** A day or a time of the file; absent: now. */
  readonly from?: string | undefined;
  readonly role: DeskRole;
  /** Aborted when the asker has gone away. */
  readonly cancelled: AbortSignal;
}

/**
 * What putting a draft in force would do: what changes, what others have changed since and it would undo, and what
 * members lose. It writes nothing. Where tiers are decided otherwise, all members are read in the thread of rehearsals.
 * @throws Refused `desk-draft-faulty`, `desk-program-day`, `desk-draft-over`, `not-found`
 */
export async function viewDraftEffect(
  context: Context,
  id: string,
  { from, role, cancelled }: Asked,
): Promise<DraftEffect> {
  const work = await readWork(context);
  const row = alive(await programDraftById(work.db, id));
  const { program } = await readDraft(sourceIn(row));
  const beginsAt = from === undefined ? null : beginning(from, program);
  const onto = await scheduleOf(work);
  const plan = await planProgram(context, program, beginsAt);
  const before = plan.before ?? work.program;
  const words = (changes: readonly ProgramChange[], old: Program = before) =>
    changes.map((change) => changeWords(change, program, old));
  const base = await programOf(work, row.base_version);
  return {
    revision: row.revision,
    onto,
    against: plan.beforeVersion ?? work.version,
    changes: words(plan.changes),
    undoes: base ? words(takenBack(base, before, program)) : [],
    replaces: plan.replaces.map(({ version }) => version),
    takenBack: plan.takenBack.map(({ by, changes }) => ({
      version: by.version,
      beginsAt: by.beginsAt,
      changes: words(changes, program),
    })),
    losses: [
      ...(await lossesOf(context, { before, program, beginsAt, role, cancelled })),
      ...(await storeLosses(work, before, program)),
    ],
    tiersGone: before.tiers.flatMap(({ id: tier }) =>
      program.tiers.some((one) => one.id === tier) ? [] : [tier],
    ),
  };
}

/** The program of a draft. @throws Refused `desk-draft-faulty` */
export async function readDraft(source: Parameters<typeof readSource>[0]) {
  const read = await readSource(source);
  if ('faults' in read) throw new Refused({ key: 'desk-draft-faulty', count: read.faults.length });
  return read;
}

/** A day begins by the calendar of the program that begins with it. @throws Refused `desk-program-day` */
export function beginning(text: string, { timeZone }: Program): number {
  if (!isMoment(text)) throw new Refused({ key: 'desk-program-day', fault: 'none' });
  return instantOf(text, timeZone);
}

async function programOf({ db }: ReadWork, version: number): Promise<Program | null> {
  const [latest] = await latestLoadings(db, 1);
  if (version < 1 || version > (latest?.version ?? 0)) return null;
  return await programAsLoaded(db, version);
}

const storeLosses = async (work: ReadWork, before: Program, after: Program): Promise<Loss[]> =>
  (await leavingStores(work, before, after)).map(({ name, ...open }) => ({
    what: 'store-gone' as const,
    store: name,
    ...open,
  }));

interface Replaced {
  readonly before: Program;
  readonly program: Program;
  readonly beginsAt: number | null;
  readonly role: DeskRole;
  readonly cancelled: AbortSignal;
}

async function lossesOf(context: Context, replaced: Replaced): Promise<Loss[]> {
  const { before, program } = replaced;
  const losses: Loss[] = [];
  for (const taken of takesAway(before, program)) losses.push(await counted(context, taken));
  return [...(await tierLosses(context, replaced)), ...losses];
}

async function counted({ store }: Context, taken: TakenAway): Promise<Loss> {
  switch (taken.what) {
    case 'reward-gone':
      return {
        what: taken.what,
        name: taken.name,
        members: await withPoints(store.read, taken.points, null),
      };
    case 'reward-dearer':
      return {
        what: taken.what,
        name: taken.name,
        from: taken.from,
        to: taken.to,
        members: await withPoints(store.read, taken.from, taken.to),
      };
    case 'reward-less':
      return {
        what: taken.what,
        name: taken.name,
        keys: taken.keys,
        members: await withPoints(store.read, taken.points, null),
      };
    case 'expiry-sooner':
      return taken;
    case 'earns-less':
      return { what: taken.what, from: String(taken.from), to: String(taken.to) };
    default:
      return { what: taken.what, name: taken.name };
  }
}

/** Who counts further waits, and nobody decides otherwise for it. */
const countedAtMost = 10_000;

async function withPoints(
  db: ReadWork['db'],
  from: number,
  below: number | null,
): Promise<Counted> {
  const found = await countBalances(db, { from, below }, countedAtMost + 1);
  return { count: Math.min(found, countedAtMost), more: found > countedAtMost };
}

/** Members who would stand lower as it begins, or why nobody counted them. */
async function tierLosses(context: Context, replaced: Replaced): Promise<Loss[]> {
  const { before, program, role } = replaced;
  if (decideAlike(tierTerms(before), tierTerms(program))) return [];
  if (!mayDo(role, 'rehearse')) return [{ what: 'tiers-uncounted', why: 'role' }];
  const moves = await movesOf(context, replaced);
  if (typeof moves === 'string') return [{ what: 'tiers-uncounted', why: moves }];
  const rank = (id: string) => program.tiers.findIndex((tier) => tier.id === id);
  return moves
    .filter(({ from, to }) => rank(to) < rank(from) || rank(from) < 0)
    .map(({ from, to, members }) => ({
      what: 'tier-lower' as const,
      from: tierName(before, from) ?? tierName(program, from) ?? { en: from },
      to: tierName(program, to) ?? { en: to },
      members: { count: members, more: false },
      told: program.tierRule !== undefined,
    }));
}

const tierName = ({ tiers }: Program, id: string) => tiers.find((tier) => tier.id === id)?.name;

async function movesOf(
  context: Context,
  { program, beginsAt: dated, cancelled }: Replaced,
): Promise<readonly Move[] | 'busy' | 'long'> {
  const watch = { at: context.now(), cancelled, asker: context.administratorId ?? context.actor };
  try {
    return (await context.tierMoves({ program, dated }, watch)) ?? 'busy';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.refusal.key === 'desk-rehearsal-running') return 'busy';
    if (error.refusal.key === 'desk-rehearsal-too-long') return 'long';
    throw error;
  }
}
