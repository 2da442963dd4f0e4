import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ImportFault } from '#domain/imports/import-fault.ts';
import { sourcePattern } from '#domain/people/external-id.ts';
import { codeFileBytesAtMost } from '#domain/pool/pool.ts';
import { Refused } from '#domain/refusal.ts';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, many } from '#server/admin/admin-command.ts';
import { fileFault, sizeOfGiven } from '#server/admin/given-file.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { columnsSaid } from '#server/usecases/imports/columns-said.ts';
import type { LineTold, Listening } from '#server/usecases/imports/import-members.ts';
import type { ColumnsRead, FileSource } from '#server/usecases/imports/read-file.ts';
import { faultWords } from './fault-words.ts';

type Kind = Parameters<typeof columnsSaid>[1];

/** What is typed behind a command that imports a file. @throws AdminFault when that can't be done */
export function importArgs(args: readonly string[], kind: Kind, flags: readonly string[] = []) {
  const { words, options } = readArgs(
    args,
    ['source', 'columns', 'dates', 'encoding', 'separator', 'report'],
    [...flags, 'accept', 'dry-run'],
  );
  const [file = ''] = words;
  const { source = '', dates = null, encoding = null, separator = null, report } = options;
  if (!new RegExp(sourcePattern).test(source)) {
    throw new AdminFault(
      `--source is what the other system is called from now on, in small letters, such as smile; it is "${source}".`,
    );
  }
  refuseSize(file);
  const wish = {
    source,
    dates,
    encoding,
    separator,
    columns: columnsIn(options.columns, kind),
    accept: options.accept === true,
    dryRun: options['dry-run'] === true,
  };
  return { file, wish, report, options };
}

/**
 * Imports a file, with progress on the terminal and each line in the report that was asked for.
 * @throws AdminFault what is wrong with the whole file
 */
export async function withReport<T>(
  { file, report }: { readonly file: string; readonly report: string | undefined },
  bring: (source: FileSource, listening: Listening) => Promise<T>,
): Promise<T> {
  const lines = report === undefined ? null : await reportFile(report);
  try {
    const told: string[] = [];
    const done = await bring(() => createReadStream(file), {
      told: (line) => {
        if (lines) told.push(reportLine(line));
      },
      progress: showProgress,
    }).catch((error: unknown) => {
      throw asFault(error);
    });
    if (lines) await lines.write(`line,outcome,why\n${told.join('')}`);
    return done;
  } finally {
    await lines?.close();
  }
}

/** What a report says at its beginning. */
export const stateWords = {
  done: 'Done',
  refused: 'Nothing was taken',
  rehearsed: 'A dry run',
} as const;

interface Reported {
  readonly state: keyof typeof stateWords;
  readonly bad: number;
  readonly faults: readonly ImportFault[];
  readonly columns: ColumnsRead;
}

/** What a report says of columns and faults. @param what of which `bad` are counted */
export const detailLines = (
  { state, bad, faults, columns }: Reported,
  what: string,
): readonly string[] => [
  ...columns.read.map(({ column, as }) => `column "${column}" is ${as}`),
  ...columns.leftOut.map((column) => `column "${column}" is left out`),
  ...faults.map((fault) => `line ${fault.line}: ${faultWords(fault)}`),
  ...(bad > faults.length ? [`… and ${many(bad - faults.length, what)} more (--report)`] : []),
  ...(state === 'refused'
    ? [`${many(bad, what)} with a fault. Mend them, or take the others with --accept.`]
    : []),
];

function columnsIn(said: string | undefined, kind: Kind): Readonly<Record<string, string>> {
  try {
    return columnsSaid(said, kind);
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.key !== 'request-invalid') throw error;
    throw new AdminFault(`--columns: ${error.refusal.detail}. The fields are in docs/import.md.`);
  }
}

/** What is wrong with the whole file, as a sentence. */
function asFault(error: unknown): unknown {
  if (!(error instanceof Refused)) return error;
  const { refusal } = error;
  switch (refusal.key) {
    case 'file-column':
      if (refusal.column !== 'email') {
        return new AdminFault(
          `No column of the first line is called ${refusal.column}: say which one is, as in --columns "Order No=${refusal.column}".`,
        );
      }
      return new AdminFault(
        'No column of the first line is called email, id or number: say which one is, as in --columns "E-Mail Adresse=email".',
      );
    case 'request-invalid':
      return new AdminFault(`--${(refusal.pointer ?? '').slice(1)} ${refusal.detail ?? ''}.`);
    default:
      return error;
  }
}

function refuseSize(file: string): void {
  if (sizeOfGiven(file) > codeFileBytesAtMost) {
    throw fileFault(file, 'it has more than 128 MB. Split it, each part with the header line');
  }
}

/** A new file that only its owner may read: it says who is in the other system. */
async function reportFile(path: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new AdminFault(
      error.code === 'EEXIST'
        ? `${path} is there already. Name a file that is not.`
        : `${path} can't be written: ${systemReason(error)}.`,
    );
  });
}

const reportLine = ({ line, outcome, fault, ofLine }: LineTold): string => {
  const why = fault ? faultWords({ line, ...fault, ofLine }) : '';
  return `${line},${outcome},"${why.replaceAll('"', '""')}"\n`;
};

/** Shows progress on one line of a terminal; nothing if the output goes to a file. */
function showProgress(taken: number, lines: number): void {
  const { stderr } = process;
  if (!stderr.isTTY) return;
  const end = taken >= lines ? '\n' : '';
  stderr.write(
    `\r\u001b[K${Math.floor((100 * taken) / Math.max(lines, 1))} % ${taken} of ${lines}${end}`,
  );
}
