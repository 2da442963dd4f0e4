import { countChanges, programChanges } from '#domain/program/change/program-change.ts';
import { withGone } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { programTopic } from '#server/storage/db/live.ts';
import { putPictures } from '#server/storage/program/pictures.ts';
import { programTextOf, putProgramText } from '#server/storage/program/program-texts.ts';
import {
  addProgram,
  allPrograms,
  documentOfLoading,
  loadingAt,
  loadingsAfter,
  lockPrograms,
  programAsLoaded,
  putOutcome,
} from '#server/storage/program/programs.ts';
import { hasTill, putTill } from '#server/storage/till/tills.ts';
import { countOut } from '#server/usecases/ground/begin-program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { programInForce } from '#server/usecases/ground/program-in-force.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import type { LoadingWish, ProgramSource } from './loading-wish.ts';
import { newPictureFiles } from './read-pictures.ts';
import {
  type AcceptedTiers,
  ProgramFault,
  refuseChange,
  refuseDay,
  refuseLostTier,
  refuseOther,
  refuseOtherCurrency,
  refuseUnlikeNext,
} from './refuse-loading.ts';
import { makeTillKey } from './till-key.ts';

/** A till that is new in the program, and its POS's key: shown once, stored as a hash. */
export interface NewTill {
  readonly tillId: string;
  readonly storeName: string;
  readonly key: string;
}

/**
 * Loads a program, to be in force now or from a day to come. The same file again changes nothing; one that only says it
 * in other words, as in its comments, is a version of its own, because a kept text is never changed. A stock is the number
 * in all, including those given out, because a file can't know how many that is; it is counted when the program begins.
 * Keys for new tills are made now, so that the tills can be set up before the day.
 * @returns the new tills, with their keys
 * @throws ProgramFault when the day has passed or is too far, when members have joined and the currency changes, when
 * a tier has gone that members know, or when something else holds than `onto`
 */
export async function loadProgram(
  context: Context,
  wanted: Program,
  {
    accepted = [],
    beginsAt,
    pictures = [],
    file,
    onto,
    keysUnseen = false,
    firstDo,
    thenDo,
  }: LoadingWish = {},
): Promise<NewTill[]> {
  // Made before the transaction, which everybody would wait for.
  const files = await newPictureFiles(context, pictures);
  return transact(context, async (work) => {
    await lockPrograms(work);
    await firstDo?.(work);
    if (onto !== undefined) await refuseOther(work, onto);
    await putPictures(work, files, work.at);
    const inForce = await programInForce(context.store, work.db, work.at);
    const before = inForce?.program ?? null;
    const loaded =
      beginsAt === undefined
        ? await loadNow(work, wanted, { before, accepted, keysUnseen, file })
        : await loadDated(work, wanted, { before, accepted, keysUnseen, file, beginsAt });
    const { holds, isNew, tills } = loaded;
    if (file && (isNew || !(await programTextOf(work.db, holds)))) {
      const { text, pictures: named } = file;
      await putProgramText(work, { version: holds, text, pictures: JSON.stringify(named) });
    }
    await thenDo?.(work, isNew ? holds : null, holds);
    return keysUnseen ? [] : tills;
  });
}

/** How many of each kind it changes, for the list of what was done. The first program changes nothing. */
const changesOf = (before: Program | null, program: Program) =>
  before ? countChanges(programChanges(before, program)) : {};

interface Loaded {
  /** The version that was loaded, or that is the same. */
  readonly holds: number;
  /** Whether it was loaded just now. */
  readonly isNew: boolean;
  readonly tills: NewTill[];
}

const nothingNew = (holds: number): Loaded => ({ holds, isNew: false, tills: [] });

/** Whether a version was loaded from another text, with other comments or in another order. */
async function saysOtherwise(
  { db }: Work,
  version: number,
  file: ProgramSource | undefined,
): Promise<boolean> {
  const kept = file && (await programTextOf(db, version));
  return kept !== undefined && kept.text !== file?.text;
}

interface Replacing {
  readonly file: ProgramSource | undefined;
  /** The program in force; null: this is the first one. */
  readonly before: Program | null;
  readonly accepted: AcceptedTiers;
  readonly keysUnseen: boolean;
}

async function loadNow(
  work: Work,
  wanted: Program,
  { before, accepted, keysUnseen, file }: Replacing,
): Promise<Loaded> {
  const program = withGone(wanted, await earlierPrograms(work, before));
  const document = JSON.stringify(program);
  const holds = (await loadingAt(work.db, work.at))?.version;
  if (holds !== undefined && JSON.stringify(before) === document) {
    if (!(await saysOtherwise(work, holds, file))) return nothingNew(holds);
  }
  if (before) await refuseOtherCurrency(work, before, program);
  if (before) await refuseLostTier(work, before, { program, accepted });
  await refuseUnlikeNext(work, program);
  const version = await addProgram(work, { document, loaded_at: work.at, begins_at: work.at });
  await countOut(work, program, before);
  const fresh = await putNewTills(work, program, keysUnseen);
  await recordAct(work, {
    act: 'program-loaded',
    details: { version, newTills: fresh.length, ...changesOf(before, program) },
  });
  work.tell(programTopic);
  return { holds: version, isNew: true, tills: fresh };
}

async function loadDated(
  work: Work,
  program: Program,
  { before, accepted, keysUnseen, file, beginsAt }: Replacing & { readonly beginsAt: number },
): Promise<Loaded> {
  if (!before) {
    const refusal = { key: 'desk-program-day', fault: 'first' } as const;
    throw new ProgramFault('Load a program that is in force now first.', refusal);
  }
  refuseDay(work, beginsAt);
  const waiting = await loadingsAfter(work.db, work.at);
  const sameDay = waiting.filter((one) => one.beginsAt === beginsAt);
  const document = JSON.stringify(program);
  for (const { version } of sameDay) {
    if ((await documentOfLoading(work.db, version)) !== document) continue;
    if (!(await saysOtherwise(work, version, file))) return nothingNew(version);
  }
  const earlier = waiting.filter((one) => one.beginsAt < beginsAt).at(-1);
  const until = earlier ? await programAsLoaded(work.db, earlier.version) : before;
  refuseChange(until, { program, accepted });
  for (const { version } of sameDay) await withdraw(work, version);
  const version = await addProgram(work, {
    document,
    loaded_at: work.at,
    begins_at: beginsAt,
  });
  const fresh = await putNewTills(work, program, keysUnseen);
  await recordAct(work, {
    act: 'program-loaded',
    details: { version, beginsAt, newTills: fresh.length, ...changesOf(until, program) },
  });
  return { holds: version, isNew: true, tills: fresh };
}

/**
 * Takes back a program for a day to come. The keys of its new tills stay good for the program that has them next.
 * @throws ProgramFault when there is none of this version, or it has begun
 */
export function withdrawProgram(context: Context, version: number): Promise<void> {
  return transact(context, async (work) => {
    await lockPrograms(work);
    const waiting = await loadingsAfter(work.db, work.at);
    if (!waiting.some((one) => one.version === version)) {
      const versions = waiting.map((one) => one.version).join(', ');
      throw new ProgramFault(
        `Version ${version} is not one that has yet to begin${versions ? ` (those are ${versions})` : '; there is none'}. What has begun is replaced by loading another file.`,
        { key: 'desk-program-begun', version },
      );
    }
    await withdraw(work, version);
  });
}

async function withdraw(work: Work, version: number): Promise<void> {
  if (!(await putOutcome(work, { version, outcome: 'withdrawn', at: work.at }))) {
    const refusal = { key: 'desk-program-begun', version } as const;
    throw new ProgramFault(`Version ${version} has just begun.`, refusal);
  }
  await recordAct(work, { act: 'program-withdrawn', details: { version } });
}

/** Makes the keys of tills that no program had before. One that nobody sees has ended as it is made. */
async function putNewTills(work: Work, program: Program, unseen: boolean): Promise<NewTill[]> {
  const fresh: NewTill[] = [];
  for (const store of program.stores) {
    for (const { id } of store.tills) {
      if (await hasTill(work.db, id)) continue;
      const { key, key_hash } = makeTillKey(work.context);
      const revoked_at = unseen ? work.at : null;
      const only = { key_hash, revoked_at, old_key_hash: null, old_key_until: null };
      await putTill(work, { id, store_id: store.id, ...only, keyed_at: work.at });
      fresh.push({ tillId: id, storeName: store.name, key });
    }
  }
  return fresh;
}

/** The programs that tell what has left: the one in force knows it for all before it, once something has left. */
async function earlierPrograms(work: Work, before: Program | null): Promise<Program[]> {
  if (!before) return [];
  if (before.gone) return [before];
  // Checked when they were loaded.
  const all = (await allPrograms(work.db)).filter(({ begins_at }) => (begins_at ?? 0) <= work.at);
  return [...all.map(({ document }) => JSON.parse(document) as Program), before];
}
