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

type Said<Name extends string, Flag extends string> = Partial<Record<Name, string>> &
  Partial<Record<Flag, boolean>>;

/**
 * Words, options (`--store main`) and flags (`--all-or-nothing`) of a command line.
 * @throws AdminFault naming an option that there is not, or that lacks its value
 */
export function readArgs<Name extends string, Flag extends string = never>(
  args: readonly string[],
  names: readonly Name[],
  flags: readonly Flag[] = [],
): { words: readonly string[]; options: Said<Name, Flag> } {
  const options = {
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }])),
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
    });
    return { words: positionals, options: values as Said<Name, Flag> }; // Each of its kind.
  } catch (error) {
    throw new AdminFault(error instanceof Error ? error.message : String(error));
  }
}
