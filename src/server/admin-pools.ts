import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readTime } from '#domain/date-format.ts';
import { type Symbology, symbologies } from '#domain/scanner-profile.ts';
import type { TillFileFormat } from '#domain/till-file.ts';
import { AdminFault, type Command } from './admin-command.ts';
import { poolLines, settlementLines, uploadLines } from './admin-reports.ts';
import type { Context } from './context.ts';
import { systemReason } from './setting-fault.ts';
import { endAdminKeys, makeAdminKey } from './usecases/admin-key.ts';
import { currentProgram } from './usecases/current-program.ts';
import { fileFormat, keepFileFormat } from './usecases/file-format.ts';
import { listPools } from './usecases/list-pools.ts';
import { checkReadable, loadCodes } from './usecases/load-codes.ts';
import { settle } from './usecases/settle.ts';

/** The administrator's commands about code pools; `docs/pool.md` walks through them. */
export const poolUsage = `pool REWARD FILE       load a file of codes (--store S, --symbology S, --column C, --separator S,
                       --low N, --all-or-nothing)
pools                  list pools: free, handed out, used, waiting for settlement
till-file STORE        keep how a store's files are written (--code C, --time C, --till C, --receipt C,
                       --dates FORMAT, --separator S)
settle STORE FILE      settle by a till's file of used codes, - for standard input (--until TIME, and as
                       with till-file)
api-key NAME           make a key for the administrator's API; prints it, once
end-api-key NAME       end every key of that name`;

/** A file's name where it comes through a pipe. */
const standardInput = '-';

type Said = Readonly<Record<string, string | boolean | undefined>>;

const text = { type: 'string' } as const;
const formatOptions = {
  separator: text,
  code: text,
  time: text,
  till: text,
  receipt: text,
  dates: text,
} as const;

export const poolCommands: Readonly<Record<string, Command>> = {
  pool: loadPool,
  pools: async (context) => {
    const { program } = await currentProgram(context.store.read);
    return poolLines(program, await listPools(context));
  },
  'till-file': async (context, args) => {
    const { values, positionals } = parsed(args, formatOptions);
    const [storeId = ''] = positionals;
    await keepFileFormat(context, storeId, fileFormat(formatIn(values)));
    return [`Files of ${storeId} are read so from now on.`];
  },
  settle: settleStore,
  'api-key': async (context, names) => {
    const name = nameIn(names);
    return [`Key of ${name}: ${await makeAdminKey(context, name)}`];
  },
  'end-api-key': async (context, names) => {
    const name = nameIn(names);
    return [`${await endAdminKeys(context, name)} keys of ${name} are worth nothing any more.`];
  },
};

async function loadPool(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { values, positionals } = parsed(args, {
    ...{ store: text, symbology: text, column: text, separator: text, low: text },
    'all-or-nothing': { type: 'boolean' },
  });
  const [rewardId = '', file = ''] = positionals;
  const bytes = sizeOf(file);
  const separator = stringIn(values, 'separator');
  // Read once to its end before anything is loaded: a file in another encoding changes nothing.
  await checkReadable(createReadStream(file), separator);
  const source = createReadStream(file);
  const report = await loadCodes(
    context,
    {
      scope: { rewardId, storeId: stringIn(values, 'store') },
      symbology: symbologyIn(values),
      lowMark: lowMarkIn(values),
      column: stringIn(values, 'column'),
      separator,
      allOrNothing: values['all-or-nothing'] === true,
    },
    source,
    ({ lines, added }) => showProgress(source.bytesRead / bytes, `${lines} lines, ${added} added`),
  );
  const lines = uploadLines(report);
  if (report.state === 'refused') throw new AdminFault(lines.join('\n'));
  return lines;
}

async function settleStore(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { values, positionals } = parsed(args, { ...formatOptions, until: text });
  const [storeId = '', file = ''] = positionals;
  if (file !== standardInput) sizeOf(file);
  const { program } = await currentProgram(context.store.read);
  const said = formatIn(values);
  const report = await settle(
    context,
    {
      storeId,
      until: untilIn(values, program.timeZone),
      format: Object.keys(said).length > 0 ? fileFormat(said) : null,
    },
    file === standardInput ? process.stdin : createReadStream(file),
  );
  return settlementLines(report);
}

/** @throws AdminFault in one line when an option is not one of these */
function parsed(
  args: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>,
): { values: Said; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values as Said, positionals }; // No option is given several times.
  } catch (error) {
    throw new AdminFault(error instanceof Error ? error.message : String(error));
  }
}

const stringIn = (values: Said, name: string): string | null => {
  const value = values[name];
  return typeof value === 'string' ? value : null;
};

const formatIn = (values: Said): Partial<TillFileFormat> =>
  Object.fromEntries(
    Object.keys(formatOptions).flatMap((name) => {
      const value = stringIn(values, name);
      return value === null ? [] : [[name, value]];
    }),
  );

function symbologyIn(values: Said): Symbology | null {
  const said = stringIn(values, 'symbology');
  const known = symbologies.find((one) => one === said) ?? null;
  if (said === null || known) return known;
  throw new AdminFault(`There is no symbology "${said}"; there are ${symbologies.join(', ')}.`);
}

function lowMarkIn(values: Said): number | null {
  const said = stringIn(values, 'low');
  if (said === null) return null;
  if (/^\d{1,7}$/.test(said)) return Number(said);
  throw new AdminFault(`--low is how many codes are few, such as 500; it is "${said}".`);
}

/** A time with its offset, or one of the program's time zone. */
function untilIn(values: Said, timeZone: string): number | null {
  const said = stringIn(values, 'until');
  if (said === null) return null;
  const formats = ['iso', 'yyyy-mm-dd hh:mi', 'yyyy-mm-ddThh:mi', 'yyyy-mm-dd'];
  for (const format of formats) {
    const at = readTime(said, format, timeZone);
    if (at !== null) return at;
  }
  throw new AdminFault(`--until is a time, such as "2026-01-15 22:00"; it is "${said}".`);
}

function nameIn(names: readonly string[]): string {
  const name = names.join(' ').trim();
  if (name === '' || name.length > 60) throw new AdminFault('A name has 1 to 60 characters.');
  return name;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw new AdminFault(`The file "${file}" can't be read: ${systemReason(error)}.`);
  }
}

/** On one line where a person looks on; nothing where the output goes to a file. */
function showProgress(share: number, words: string): void {
  const { stderr } = process;
  if (!stderr.isTTY) return;
  const end = share >= 1 ? '\n' : '';
  stderr.write(`\r\u001b[K${Math.floor(share * 100)} % ${words}${end}`);
}
