import { createReadStream, type Stats, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ImportReport } from '#contract/admin/admin-imports.ts';
import { sourcePattern } from '#domain/people/external-id.ts';
import { codeFileBytesAtMost } from '#domain/pool/pool.ts';
import { Refused } from '#domain/refusal.ts';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, many } from '#server/admin/admin-command.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { columnsSaid } from '#server/usecases/imports/columns-said.ts';
import { importMembers, type LineTold } from '#server/usecases/imports/import-members.ts';
import { faultWords } from './fault-words.ts';

/** Brings members over from a file of another system. */
export async function importFile(
  context: Context,
  args: readonly string[],
): Promise<readonly string[]> {
  const { words, options } = readArgs(
    args,
    ['source', 'columns', 'dates', 'encoding', 'separator', 'report'],
    ['add-to-members', 'accept', 'dry-run'],
  );
  const [file = ''] = words;
  const { source = '', dates = null, encoding = null, separator = null } = options;
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
    columns: columnsIn(options.columns),
    addToMembers: options['add-to-members'] === true,
    accept: options.accept === true,
    dryRun: options['dry-run'] === true,
  };
  const lines = options.report === undefined ? null : await reportFile(options.report);
  try {
    const told: string[] = [];
    const report = await importMembers(context, wish, () => createReadStream(file), {
      told: (line) => told.push(reportLine(line)),
      progress: showProgress,
    }).catch((error: unknown) => {
      throw asFault(error);
    });
    if (lines) await lines.write(`line,outcome,why\n${told.join('')}`);
    const words = reportLines(report);
    if (report.state === 'refused') throw new AdminFault(words.join('\n'));
    return words;
  } finally {
    await lines?.close();
  }
}

function columnsIn(said: string | undefined): Readonly<Record<string, string>> {
  try {
    return columnsSaid(said);
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
  const refused = (why: string) => new AdminFault(`The file "${file}" can't be read: ${why}.`);
  let found: Stats;
  try {
    found = statSync(file);
  } catch (error) {
    throw refused(systemReason(error));
  }
  if (found.isDirectory()) throw refused('it is a folder');
  if (found.size > codeFileBytesAtMost) {
    throw refused('it has more than 128 MB. Split it, each part with the header line');
  }
}

/** A new file that only its owner may read: it says who is in the other system. */
async function reportFile(path: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new AdminFault(
      error.code === 'EEXIST'
        ? `${path} is there already. Name a file that is not.`
        : `${path} can't be written: ${error.message}.`,
    );
  });
}

const reportLine = ({ line, outcome, fault, ofLine }: LineTold): string => {
  const why = fault ? faultWords({ line, ...fault, ofLine }) : '';
  return `${line},${outcome},"${why.replaceAll('"', '""')}"\n`;
};

const outcomes = { done: 'Done', refused: 'Nothing was taken', rehearsed: 'A dry run' } as const;

function reportLines(report: ImportReport): readonly string[] {
  const { state, lines, bad, known, points, faults, columns } = report;
  const would = state === 'done' ? '' : 'would be ';
  return [
    `${outcomes[state]}: ${many(lines, 'line')} of ${report.source}.`,
    `${many(report.new, 'new member')}, ${many(report.added, 'member')} of before ${would}given what their line says, ${many(points, 'point')} in all.`,
    ...(known > 0 ? [`${many(known, 'line')} taken before: nothing to do.`] : []),
    ...columns.read.map(({ column, as }) => `column "${column}" is ${as}`),
    ...columns.leftOut.map((column) => `column "${column}" is left out`),
    ...faults.map((fault) => `line ${fault.line}: ${faultWords(fault)}`),
    ...(bad > faults.length ? [`… and ${many(bad - faults.length, 'line')} more (--report)`] : []),
    ...(state === 'refused'
      ? [`${many(bad, 'line')} with a fault. Mend them, or take the others with --accept.`]
      : []),
  ];
}

/** Shows progress on one line of a terminal; nothing if the output goes to a file. */
function showProgress(taken: number, lines: number): void {
  const { stderr } = process;
  if (!stderr.isTTY) return;
  const end = taken >= lines ? '\n' : '';
  stderr.write(
    `\r\u001b[K${Math.floor((100 * taken) / Math.max(lines, 1))} % ${taken} of ${lines}${end}`,
  );
}
