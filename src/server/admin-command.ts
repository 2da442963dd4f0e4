import { parseArgs } from 'node:util';
import { type Reward, type Store, storeOf } from '#domain/program.ts';
import { rewardOf } from '#domain/reward.ts';
import type { Context } from './context.ts';
import { currentProgram } from './usecases/current-program.ts';

/** Something that an administrator does at a command line. @returns what is printed, line by line */
export type Command = (context: Context, args: readonly string[]) => Promise<readonly string[]>;

/** What was asked for can't be done, in one line for whoever typed it. */
export class AdminFault extends Error {}

export const unknown = (what: string, given: string, known: readonly string[]): AdminFault =>
  new AdminFault(`There is no ${what} "${given}"; there are ${known.join(', ') || 'none'}.`);

/** @throws AdminFault naming the stores there are */
export async function knownStore({ store: { read } }: Context, storeId: string): Promise<Store> {
  const { program } = await currentProgram(read);
  const store = storeOf(program, storeId);
  if (store) return store;
  throw unknown(
    'store',
    storeId,
    program.stores.map(({ id }) => id),
  );
}

/** @throws AdminFault naming the rewards there are */
export async function knownReward({ store: { read } }: Context, rewardId: string): Promise<Reward> {
  const { program } = await currentProgram(read);
  const reward = rewardOf(program, rewardId);
  if (reward) return reward;
  throw unknown(
    'reward',
    rewardId,
    program.rewards.map(({ id }) => id),
  );
}

/**
 * Words, options (`--store main`) and flags (`--all-or-nothing`) of a command line.
 * @throws AdminFault naming an option that there is not, or that lacks its value
 */
export function readArgs<Name extends string, Flag extends string = never>(
  args: readonly string[],
  names: readonly Name[],
  flags: readonly Flag[] = [],
): { words: readonly string[]; options: Options<Name, Flag> } {
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' as const }] as const),
    ...flags.map((name) => [name, { type: 'boolean' as const }] as const),
  ]);
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
    });
    return { words: positionals, options: values as Options<Name, Flag> }; // Each as it was asked for.
  } catch (error) {
    throw new AdminFault(error instanceof Error ? error.message : String(error));
  }
}

type Options<Name extends string, Flag extends string> = Partial<
  Record<Name, string> & Record<Flag, boolean>
>;

/** @throws AdminFault when the words are no name that fits a list */
export function readName(words: readonly string[]): string {
  const name = words.join(' ').trim();
  if (name === '' || name.length > 60) throw new AdminFault('A name has 1 to 60 characters.');
  return name;
}
