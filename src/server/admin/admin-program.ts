import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Some } from '#contract/desk/desk-webhooks.ts';
import { isMoment } from '#contract/program/file-parts.ts';
import type { ProgramChange } from '#domain/program/change/program-change.ts';
import { type Program, usualReadyHours } from '#domain/program/program.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { latestLoadings } from '#server/storage/program/programs.ts';
import { stockLeft } from '#server/storage/vouchers/reward-stocks.ts';
import { changeLine } from '#server/usecases/editing/change-words.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type LeavingStore, leavingStores } from '#server/usecases/program/leaving-stores.ts';
import {
  type LoadingSeen,
  listPrograms,
  type Plan,
  planProgram,
} from '#server/usecases/program/list-programs.ts';
import { loadProgram, withdrawProgram } from '#server/usecases/program/load-program.ts';
import type { ProgramSource } from '#server/usecases/program/loading-wish.ts';
import { pictureBeside } from '#server/usecases/program/picture-beside.ts';
import { PictureFault } from '#server/usecases/program/picture-fault.ts';
import { faultLine, readProgramFile } from '#server/usecases/program/program-file.ts';
import { instantOf } from '#server/usecases/program/program-file-times.ts';
import { type GivenPicture, readPictures } from '#server/usecases/program/read-pictures.ts';
import type { AcceptedTiers } from '#server/usecases/program/refuse-loading.ts';
import { whatIf } from '#server/usecases/standing/what-if.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault, type Commands } from './admin-command.ts';
import { localText } from './admin-time.ts';
import { whatIfLines } from './what-if-words.ts';

/** Loads a program for now or for a day, says what is in force when, and takes back what has not begun. */
export const programCommands = {
  program: async (context, args) => {
    const { words, options } = readArgs(args, ['from', 'withdraw'], ['accept', 'what-if']);
    const [file] = words;
    if (options.withdraw !== undefined) return withdrawn(context, options.withdraw);
    if (file === undefined && options.from === undefined) return listed(context);
    const given = await programIn(file ?? '');
    const { program } = given;
    const beginsAt = options.from === undefined ? null : beginning(options.from, program);
    if (options['what-if'] === true) {
      return whatIfLines(await whatIf(context, program, beginsAt), program);
    }
    const accepted: AcceptedTiers = options.accept === true ? 'all' : [];
    const wish = { accepted, beginsAt };
    return loaded(context, given, wish).catch((error) => {
      // Seen only when it was encoded, which is after the file was read.
      if (!(error instanceof PictureFault) || error.at === null) throw error;
      throw new AdminFault(faultLine(file ?? '', error.at));
    });
  },
} satisfies Commands;

/** A program with the pictures that its file names. */
interface GivenProgram {
  readonly program: Program;
  readonly pictures: readonly GivenPicture[];
  readonly file: ProgramSource;
}

async function programIn(file: string): Promise<GivenProgram> {
  const text = fileText(file);
  const read = readProgramFile(text);
  const pictured =
    'program' in read
      ? await readPictures(read.program, read.pictures, pictureBeside(dirname(file)))
      : read;
  if ('program' in pictured) return { ...pictured, file: { text, pictures: pictured.byName } };
  throw new AdminFault(pictured.faults.map((fault) => faultLine(file, fault)).join('\n'));
}

/** @throws AdminFault where there is no such file, or it is not UTF-8, whose letters would become others in silence */
export function fileText(file: string, example = 'program my-program.yaml'): string {
  if (file === '') throw new AdminFault(`Say which file: npm run admin -- ${example}`);
  const bytes = bytesOf(file);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new AdminFault(`The file "${file}" is not UTF-8. Save it as UTF-8 and try again.`);
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new AdminFault(`The file "${file}" can't be read: ${systemReason(error)}.`);
  }
}

/** A day begins by the calendar of the program that begins with it. */
export function beginning(text: string, { timeZone }: Program): number {
  if (isMoment(text)) return instantOf(text, timeZone);
  throw new AdminFault(
    `--from: "${text}" is no day: say 2026-12-01, or 2026-12-01T09:30:00+01:00.`,
  );
}

async function loaded(
  context: Context,
  { program, pictures, file }: GivenProgram,
  { accepted, beginsAt }: { accepted: AcceptedTiers; beginsAt: number | null },
): Promise<readonly string[]> {
  const plan = await planProgram(context, program, beginsAt);
  const leaving = plan.before
    ? await leavingStores(await readWork(context), plan.before, program)
    : [];
  const [last] = await latestLoadings(context.store.read, 1);
  const dated = beginsAt === null ? {} : { beginsAt };
  const tills = await loadProgram(context, program, { accepted, pictures, file, ...dated });
  const [now] = await latestLoadings(context.store.read, 1);
  const isNew = last?.version !== now?.version;
  return [
    beginsAt === null
      ? `"${program.name}" is in force.`
      : `"${program.name}" begins on ${localText(beginsAt, program.timeZone)} (${program.timeZone}), as version ${now?.version}.`,
    ...(isNew || beginsAt === null ? [] : ['It was loaded for then before: nothing changed.']),
    ...(isNew ? plan.replaces.map(({ version }) => `It replaces version ${version}.`) : []),
    ...(await changeLines(context, program, plan, beginsAt)),
    ...leaving.map(leavingLine),
    ...takenBackLines(program, plan),
    ...poolStoreLines(program),
    ...tills.map((till) => `New till ${till.tillId} in ${till.storeName}, POS key: ${till.key}`),
  ];
}

async function changeLines(
  context: Context,
  after: Program,
  { before, changes }: Plan,
  beginsAt: number | null,
): Promise<readonly string[]> {
  if (before === null) return [];
  if (changes.length === 0) return ['Nothing changed by it.'];
  return [
    ...changes.map((change) => changeLine(change, after, before)),
    // What is left of a stock on a day to come, nobody knows.
    ...(beginsAt === null ? await stockLines(context, changes, before, after) : []),
  ];
}

/** A file for a day to come is older than this one, and says what this one has just changed as it was. */
const takenBackLines = (program: Program, { takenBack }: Plan): string[] =>
  takenBack.flatMap(({ by, changes }) => [
    `Version ${by.version}, which begins on ${localText(by.beginsAt, program.timeZone)}, takes this back. If it is to stay, load that file again with it:`,
    ...changes.map((change) => `  ${changeLine(change, program)}`),
  ]);

function leavingLine({ name, vouchers, held }: LeavingStore): string {
  const said = ({ count, more }: Some) => `${more ? 'more than ' : ''}${count}`;
  return `${name} leaves with vouchers of members: ${said(vouchers)} taken there and good until they end, where their reward can be had; ${said(held)} held there for a basket, which are let go. If its tills still work, close the store at the desk first.`;
}

async function withdrawn(context: Context, text: string): Promise<readonly string[]> {
  if (!/^\d{1,9}$/.test(text)) {
    throw new AdminFault(
      `--withdraw: "${text}" is no version: npm run admin -- program lists them.`,
    );
  }
  await withdrawProgram(context, Number(text));
  return [`Version ${text} is withdrawn and will not begin.`];
}

/** More than a year of weekly changes would be read by nobody. */
const listedAtMost = 20;

async function listed(context: Context): Promise<readonly string[]> {
  const { timeZone } = (await readWork(context)).program;
  const seen = await listPrograms(context, listedAtMost);
  const earlier = (seen.at(-1)?.version ?? 1) - 1;
  return [
    `Times are those of ${timeZone}.`,
    ...seen.flatMap((one) => [loadingLine(one, timeZone), ...whatItChanged(one)]),
    ...(earlier > 0 ? [`${earlier} earlier ones are not listed.`] : []),
  ];
}

function loadingLine({ version, state, beginsAt, loadedAt }: LoadingSeen, zone: string): string {
  const [begins, loadedOn] = [localText(beginsAt, zone), localText(loadedAt, zone)];
  const when = {
    'in-force': `in force since ${begins}`,
    waits: `begins on ${begins}`,
    over: `from ${begins}`,
    withdrawn: `was to begin on ${begins}, withdrawn`,
  };
  const dated = beginsAt === loadedAt ? '' : `, loaded on ${loadedOn}`;
  return `Version ${version}: ${when[state]}${dated}`;
}

function whatItChanged({ changes, program, before }: LoadingSeen): string[] {
  if (changes === null || before === null) return ['  the first program'];
  if (changes.length === 0) return ['  nothing changed by it'];
  return changes.map((change) => `  ${changeLine(change, program, before)}`);
}

/** How long a code lives there is given by two numbers; one of them has a default, which nobody has written. */
function poolStoreLines({
  stores,
  voucherMinutes,
  readyHours = usualReadyHours,
}: Program): string[] {
  const names = stores.filter(({ way }) => way === 'pool').map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `Way pool at ${names.join(', ')}: a code is shown for ${voucherMinutes} minutes, for ${readyHours} hours where a shopper keeps it ready for no signal (ready-hours).`,
  ];
}

async function stockLines(
  { store }: Context,
  changes: readonly ProgramChange[],
  before: Program,
  after: Program,
): Promise<string[]> {
  const restocked = changes.flatMap(({ what, id, kind, fields }) =>
    what === 'reward' && (kind === 'new' || fields.some(({ name }) => name === 'stock'))
      ? [id]
      : [],
  );
  const left = await stockLeft(store.read, restocked);
  const said = ({ rewards }: Program, id: string) =>
    rewards.find((reward) => reward.id === id)?.stock;
  return restocked.flatMap((id) => {
    const total = said(after, id);
    if (total === undefined)
      return said(before, id) === undefined ? [] : [`${id}: not counted now`];
    const then = said(before, id);
    const was = then === undefined ? '' : `, ${then} before`;
    return [`${id}: ${total} in all${was}; ${left.get(id) ?? 0} left now`];
  });
}
