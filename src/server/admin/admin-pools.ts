import { createReadStream } from 'node:fs';
import { type AdminScope, adminScopes, readScopes } from '#domain/people/admin-scope.ts';
import type { TillFileFormat } from '#domain/pool/till-file.ts';
import { Refused } from '#domain/refusal.ts';
import { type Symbology, symbologies } from '#domain/scan/scanner-profile.ts';
import { readTime } from '#domain/values/date-format.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { endAdminKeys, listAdminKeys, makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { dryRunLoad } from '#server/usecases/pools/dry-run-load.ts';
import { fileFormat, keepFileFormat } from '#server/usecases/pools/file-format.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { loadCodes } from '#server/usecases/pools/load-codes.ts';
import { settle } from '#server/usecases/pools/settle.ts';
import { readArgs } from './admin-args.ts';
import { dryRunLines, unclearLines } from './admin-code-files.ts';
import {
  AdminFault,
  type Commands,
  knownReward,
  knownStore,
  many,
  readName,
  unknown,
} from './admin-command.ts';
import { poolLines, settlementLines, uploadLines } from './admin-reports.ts';
import { localText } from './admin-time.ts';
import { uploadCommands } from './admin-uploads.ts';
import { sizeOfGiven } from './given-file.ts';

/** The file's name that means standard input. */
const standardInput = '-';

/** One option for each thing that may differ in a till's file. */
const formatOptions = [
  'separator',
  'code',
  'time',
  'till',
  'receipt',
  'dates',
] as const satisfies readonly (keyof TillFileFormat)[];

/** The administrator's commands about code pools; `docs/pool.md` walks through them. */
export const poolCommands = {
  pool: loadPool,
  ...uploadCommands,
  pools: async (context) => {
    const { program } = await readWork(context);
    return poolLines(program, await listPools(context));
  },
  'till-file': async (context, args) => {
    const { words, options } = readArgs(args, formatOptions);
    const [storeId = ''] = words;
    await keepFileFormat(context, storeId, fileFormat(options));
    return [`Files of ${storeId} are read so from now on.`];
  },
  settle: settleStore,
  'api-key': async (context, args) => {
    const { words, options } = readArgs(args, ['scopes']);
    const name = readName(words);
    const scopes = scopesIn(options.scopes);
    const key = await makeAdminKey(context, name, scopes);
    return [`Key of ${name}, for ${scopes?.join(', ') ?? 'everything'}: ${key}`];
  },
  'api-keys': async (context) => {
    const { program } = await readWork(context);
    const keys = await listAdminKeys(context);
    if (keys.length === 0) return ['There is no key.'];
    return keys.map(
      ({ name, createdAt, scopes }) =>
        `${name}: ${scopes?.join(', ') ?? 'everything'}, since ${localText(createdAt, program.timeZone)}`,
    );
  },
  'end-api-key': async (context, names) => {
    const name = readName(names);
    const ended = await endAdminKeys(context, name);
    if (ended === 0) throw new AdminFault(`No key is called ${name}, and none was ended.`);
    return [
      `${many(ended, 'key')} of ${name} ${ended === 1 ? 'is' : 'are'} worth nothing any more.`,
    ];
  },
} satisfies Commands;

/** @returns null for a key that may do everything */
function scopesIn(text: string | undefined): readonly AdminScope[] | null {
  if (text === undefined) return null;
  const read = readScopes(text);
  const [wrong] = 'unknown' in read ? read.unknown : [];
  if (wrong !== undefined) throw unknown('scope', wrong, adminScopes);
  if ('unknown' in read || read.scopes.length === 0)
    throw new AdminFault(`--scopes needs some of ${adminScopes.join(', ')}.`);
  return read.scopes;
}

async function loadPool(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(
    args,
    ['store', 'symbology', 'column', 'separator', 'encoding', 'low'],
    ['all-or-nothing', 'header', 'no-header', 'accept', 'dry-run'],
  );
  const [rewardId = '', file = ''] = words;
  const { store: storeId = null, column = null, separator = null, encoding = null } = options;
  await knownReward(context, rewardId);
  if (storeId !== null) await knownStore(context, storeId);
  const bytes = sizeOfGiven(file);
  let source = createReadStream(file);
  const open = () => {
    source = createReadStream(file);
    return source;
  };
  const wish = {
    scope: { rewardId, storeId },
    symbology: symbologyIn(options.symbology),
    lowMark: lowMarkIn(options.low),
    column,
    separator,
    encoding,
    header: options.header ? true : options['no-header'] ? false : null,
    allOrNothing: options['all-or-nothing'] === true,
    accept: options.accept === true,
  };
  if (options['dry-run']) return dryRunLines(await dryRunLoad(context, wish, open));
  const report = await loadCodes(context, wish, open, ({ lines, added }) =>
    showProgress(source.bytesRead / bytes, `${lines} lines, ${added} added`),
  ).catch((error: unknown) => {
    const { refusal } = error instanceof Refused ? error : { refusal: null };
    if (refusal?.key !== 'file-unclear') throw error;
    throw new AdminFault(unclearLines(refusal.reading).join('\n'));
  });
  const lines = uploadLines(report);
  if (report.state === 'refused') throw new AdminFault(lines.join('\n'));
  return lines;
}

async function settleStore(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, [...formatOptions, 'until'], ['accept', 'dry-run']);
  const { until, accept = false, 'dry-run': dryRun = false, ...format } = options;
  const [storeId = '', file = ''] = words;
  if (file !== standardInput) sizeOfGiven(file);
  const { program } = await readWork(context);
  const report = await settle(
    context,
    {
      storeId,
      until: untilIn(until, program.timeZone),
      format,
      accept,
      dryRun,
    },
    file === standardInput ? process.stdin : createReadStream(file),
  );
  return settlementLines(report);
}

function symbologyIn(said: string | undefined): Symbology | null {
  const known = symbologies.find((one) => one === said) ?? null;
  if (said === undefined || known) return known;
  throw unknown('symbology', said, symbologies);
}

function lowMarkIn(said: string | undefined): number | null {
  if (said === undefined) return null;
  if (/^\d{1,7}$/.test(said)) return Number(said);
  throw new AdminFault(`--low is how many codes are few, such as 500; it is "${said}".`);
}

/** Reads a time with its offset, or in the program's time zone. */
function untilIn(said: string | undefined, timeZone: string): number | null {
  if (said === undefined) return null;
  const formats = ['iso', 'yyyy-mm-dd hh:mi', 'yyyy-mm-ddThh:mi', 'yyyy-mm-dd'];
  for (const format of formats) {
    const at = readTime(said, format, timeZone);
    if (at !== null) return at;
  }
  throw new AdminFault(`--until is a time, such as "2026-01-15 22:00"; it is "${said}".`);
}

/** Shows progress on one line of a terminal; nothing if the output goes to a file. */
function showProgress(share: number, words: string): void {
  const { stderr } = process;
  if (!stderr.isTTY) return;
  const end = share >= 1 ? '\n' : '';
  stderr.write(`\r\u001b[K${Math.floor(share * 100)} % ${words}${end}`);
}
