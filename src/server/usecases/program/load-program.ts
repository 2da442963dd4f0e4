import { withGone } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { programTopic } from '#server/storage/db/live.ts';
import { someMember } from '#server/storage/people/members.ts';
import { putPictures } from '#server/storage/program/pictures.ts';
import {
  addProgram,
  allPrograms,
  documentOfLoading,
  type Loading,
  loadingAt,
  loadingsAfter,
  putOutcome,
} from '#server/storage/program/programs.ts';
import { isTierInUse } from '#server/storage/program/tiers-in-use.ts';
import { hasTill, putTill } from '#server/storage/till/tills.ts';
import { countOut } from '#server/usecases/ground/begin-program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { programInForce } from '#server/usecases/ground/program-in-force.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { type GivenPicture, newPictureFiles } from './read-pictures.ts';
import { makeTillKey } from './till-key.ts';

/** A till that is new in the program, and its POS's key: shown once, stored as a hash. */
export interface NewTill {
  readonly tillId: string;
  readonly storeName: string;
  readonly key: string;
}

interface LoadingWish {
  /** The administrator has agreed that a tier goes which members have stood in. */
  readonly accepted?: boolean;
  /** When the program is to begin; absent: now. */
  readonly beginsAt?: number;
  /** The pictures that the program names; absent: none, or they are stored. */
  readonly pictures?: readonly GivenPicture[];
  readonly file?: { readonly text: string; readonly pictures: object };
  readonly firstDo?: (work: Work) => Promise<void>;
  readonly thenDo?: (work: Work, version: number | null) => Promise<void>;
}

/**
 * Loads a program, to be in force now or from a day to come. The same file again changes nothing. A stock is the number
 * in all, including those given out, because a file can't know how many that is; it is counted when the program begins.
 * Keys for new tills are made now, so that the tills can be set up before the day.
 * @returns the new tills, with their keys
 * @throws ProgramFault when the day has passed or is too far, when members have joined and the currency changes, or
 * when a tier has gone that members know
 */
export async function loadProgram(
  context: Context,
  wanted: Program,
  { accepted = false, beginsAt, pictures = [], firstDo, thenDo }: LoadingWish = {},
): Promise<NewTill[]> {
  // Made before the transaction, which everybody would wait for.
  const files = await newPictureFiles(context, pictures);
  return transact(context, async (work) => {
    await firstDo?.(work);
    await putPictures(work, files, work.at);
    const inForce = await programInForce(context.store, work.db, work.at);
    const before = inForce?.program ?? null;
    const tills = await (beginsAt === undefined
      ? loadNow(work, wanted, { before, accepted })
      : loadDated(work, wanted, { before, accepted, beginsAt }));
    await thenDo?.(work, (await loadingAt(work.db, work.at))?.version ?? null);
    return tills;
  });
}

interface Replacing {
  /** The program in force; null: this is the first one. */
  readonly before: Program | null;
  readonly accepted: boolean;
}

async function loadNow(
  work: Work,
  wanted: Program,
  { before, accepted }: Replacing,
): Promise<NewTill[]> {
  const program = withGone(wanted, await earlierPrograms(work, before));
  const document = JSON.stringify(program);
  if (before && JSON.stringify(before) === document) return [];
  if (before) await refuseOtherCurrency(work, before, program);
  if (before && !accepted) await refuseLostTier(work, before, program);
  await refuseUnlikeNext(work, program);
  const version = await addProgram(work, { document, loaded_at: work.at, begins_at: work.at });
  await countOut(work, program, before);
  const fresh = await putNewTills(work, program);
  await recordAct(work, {
    act: 'program-loaded',
    details: { version, newTills: fresh.length },
  });
  work.tell(programTopic);
  return fresh;
}

async function loadDated(
  work: Work,
  program: Program,
  { before, accepted, beginsAt }: Replacing & { readonly beginsAt: number },
): Promise<NewTill[]> {
  if (!before) throw new ProgramFault('Load a program that is in force now first.');
  refuseDay(work, beginsAt);
  const waiting = await loadingsAfter(work.db, work.at);
  const sameDay = waiting.filter((one) => one.beginsAt === beginsAt);
  const document = JSON.stringify(program);
  for (const { version } of sameDay) {
    if ((await documentOfLoading(work.db, version)) === document) return [];
  }
  const earlier = waiting.filter((one) => one.beginsAt < beginsAt).at(-1);
  refuseChange(earlier ? await parsed(work, earlier) : before, program, accepted);
  for (const { version } of sameDay) await withdraw(work, version);
  const version = await addProgram(work, {
    document,
    loaded_at: work.at,
    begins_at: beginsAt,
  });
  const fresh = await putNewTills(work, program);
  await recordAct(work, {
    act: 'program-loaded',
    details: { version, beginsAt, newTills: fresh.length },
  });
  return fresh;
}

/**
 * Takes back a program for a day to come. The keys of its new tills stay good for the program that has them next.
 * @throws ProgramFault when there is none of this version, or it has begun
 */
export function withdrawProgram(context: Context, version: number): Promise<void> {
  return transact(context, async (work) => {
    const waiting = await loadingsAfter(work.db, work.at);
    if (!waiting.some((one) => one.version === version)) {
      const versions = waiting.map((one) => one.version).join(', ');
      throw new ProgramFault(
        `Version ${version} is not one that has yet to begin${versions ? ` (those are ${versions})` : '; there is none'}. What has begun is replaced by loading another file.`,
      );
    }
    await withdraw(work, version);
  });
}

async function withdraw(work: Work, version: number): Promise<void> {
  if (!(await putOutcome(work, { version, outcome: 'withdrawn', at: work.at }))) {
    throw new ProgramFault(`Version ${version} has just begun.`);
  }
  await recordAct(work, { act: 'program-withdrawn', details: { version } });
}

/** Makes the keys of tills that no program had before. */
async function putNewTills(work: Work, program: Program): Promise<NewTill[]> {
  const fresh: NewTill[] = [];
  for (const store of program.stores) {
    for (const { id } of store.tills) {
      if (await hasTill(work.db, id)) continue;
      const { key, key_hash } = makeTillKey(work.context);
      const only = { key_hash, revoked_at: null, old_key_hash: null, old_key_until: null };
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

/** A program that waits for its day. */
const parsed = async (work: Work, { version }: Loading): Promise<Program> =>
  JSON.parse(await documentOfLoading(work.db, version)) as Program; // Checked when it was loaded.

/** Thrown when a program can't be loaded, or not taken back. The message says why. */
export class ProgramFault extends Error {}

/** A year that was mistyped is more likely than a program for then. */
const aheadAtMostMs = 2 * 366 * 24 * 60 * 60_000;

function refuseDay({ at }: Work, beginsAt: number): void {
  if (beginsAt <= at) {
    throw new ProgramFault(
      '--from: that time has passed, and what was sold since then keeps the rules of its own time. Say a day to come, or leave --from out to begin now.',
    );
  }
  if (beginsAt > at + aheadAtMostMs) {
    throw new ProgramFault('--from: that is more than two years ahead. Say an earlier day.');
  }
}

/** Refuses another currency. Amounts are stored in the old one, so members would gain or lose tiers. */
async function refuseOtherCurrency(
  work: Work,
  inForce: Program,
  { currency }: Program,
): Promise<void> {
  if (inForce.currency === currency || !(await someMember(work.db))) return;
  throw new ProgramFault(
    `currency: members have joined and spent in ${inForce.currency}, so it can't become ${currency}`,
  );
}

/** Refuses to lose a tier that members have stood in: their history names it by its id for ever. */
async function refuseLostTier(work: Work, inForce: Program, program: Program): Promise<void> {
  for (const id of lostTiers(inForce, program)) {
    if (!(await isTierInUse(work.db, id))) continue;
    throw new ProgramFault(
      `tiers: members have stood in "${id}", which the file no longer has. Keep its id and change its name, or load it with --accept when the tier is to go.`,
    );
  }
}

/** The same for a day to come, until which somebody may join, or stand in any tier. */
function refuseChange(before: Program, program: Program, accepted: boolean): void {
  if (before.currency !== program.currency) {
    throw new ProgramFault(
      `currency: members may have spent in ${before.currency} until that day, so it can't become ${program.currency}`,
    );
  }
  const [lost] = accepted ? [] : lostTiers(before, program);
  if (lost === undefined) return;
  throw new ProgramFault(
    `tiers: members may stand in "${lost}" until that day, and the file no longer has it. Keep its id and change its name, or load it with --accept when the tier is to go.`,
  );
}

const lostTiers = (before: Program, { tiers }: Program): string[] =>
  before.tiers.flatMap(({ id }) => (tiers.some((tier) => tier.id === id) ? [] : [id]));

/** Refuses a currency that a program for a day to come would change. */
async function refuseUnlikeNext(work: Work, { currency }: Program): Promise<void> {
  for (const one of await loadingsAfter(work.db, work.at)) {
    if ((await parsed(work, one)).currency === currency) continue;
    throw new ProgramFault(
      `currency: version ${one.version}, which has yet to begin, is in another one. Withdraw it first: npm run admin -- program --withdraw ${one.version}`,
    );
  }
}
