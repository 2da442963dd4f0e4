import { readFileSync } from 'node:fs';
import { type Program, usualReadyHours } from '#domain/program/program.ts';
import { type ProgramChange, programChanges } from '#domain/program/program-change.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { latestProgram } from '#server/storage/program/programs.ts';
import { stockLeft } from '#server/storage/vouchers/reward-stocks.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { faultLine, readProgramFile } from '#server/usecases/program/program-file.ts';
import { AdminFault, type CommandTable, readArgs } from './admin-command.ts';

/** Puts the program's file in force, and prints what changed and what is left of each stock. */
export const programCommands: CommandTable = {
  program: {
    args: 'FILE [--accept]',
    does: 'put the program of a file in force; --accept: also where a tier goes\nthat members have stood in',
    run: async (context, args) => {
      const { words, options } = readArgs(args, [], ['accept']);
      const [file = ''] = words;
      const read = readProgramFile(textOf(file));
      if ('faults' in read) {
        throw new AdminFault(read.faults.map((fault) => faultLine(file, fault)).join('\n'));
      }
      const row = await latestProgram(context.store.read);
      const before = row ? (JSON.parse(row.document) as Program) : null; // Checked when it was loaded.
      const accepted = options.accept === true;
      const tills = await loadProgram(context, read.program, { accepted });
      return [
        `"${read.program.name}" is in force.`,
        ...(await changeLines(context, before, read.program)),
        ...poolStoreLines(read.program),
        ...tills.map(
          (till) => `New till ${till.tillId} in ${till.storeName}, POS key: ${till.key}`,
        ),
      ];
    },
  },
};

function textOf(file: string): string {
  if (file === '') throw new AdminFault('Say which file: npm run admin -- program my-program.yaml');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AdminFault(`The file "${file}" can't be read: ${systemReason(error)}.`);
  }
}

async function changeLines(
  context: Context,
  before: Program | null,
  after: Program,
): Promise<readonly string[]> {
  if (before === null) return [];
  const changes = programChanges(before, after);
  if (changes.length === 0) return ['Nothing changed by it.'];
  return [...changes.map(changeLine), ...(await stockLines(context, changes, before, after))];
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

const changeLine = ({ what, id, kind, fields }: ProgramChange): string =>
  `${what} ${id}: ${kind}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`;

async function stockLines(
  { store }: Context,
  changes: readonly ProgramChange[],
  before: Program,
  after: Program,
): Promise<string[]> {
  const restocked = changes.flatMap(({ what, id, kind, fields }) =>
    what === 'reward' && (kind === 'new' || fields.includes('stock')) ? [id] : [],
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
