import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Commands } from '#server/admin/admin-command.ts';
import { beginning, fileText } from '#server/admin/admin-program.ts';
import { faultLine, readProgramFile } from '#server/usecases/program/program-file.ts';
import { rehearse } from '#server/usecases/rehearsal/rehearse.ts';
import { rehearsalLines } from './rehearsal-words.ts';

const toldEvery = 10_000;

/** What a program would have made of the past. */
export const rehearsalCommands = {
  rehearse: async ({ store, now }, args) => {
    const { words, options } = readArgs(args, ['from']);
    const [file = ''] = words;
    const read = readProgramFile(fileText(file));
    if ('faults' in read) {
      throw new AdminFault(read.faults.map((fault) => faultLine(file, fault)).join('\n'));
    }
    const { program } = read;
    const from = options.from === undefined ? null : beginning(options.from, program);
    const at = now();
    if (from !== null && from >= at) {
      throw new AdminFault(
        `--from: "${options.from}" is yet to come, and only what was can be rehearsed. For a day to come: npm run admin -- program ${file} --from ${options.from} --what-if`,
      );
    }
    let told = 0;
    const reached = (members: number) => {
      if (members - told < toldEvery) return;
      told = members;
      process.stderr.write(`… ${members.toLocaleString('en')} members\n`);
    };
    const found = await rehearse(store.read, { program, from }, { at, reached });
    if (!found) throw new Error('nobody cancelled it');
    return rehearsalLines(found, program);
  },
} satisfies Commands;
