import { nameFault } from '#domain/desk/administrator-name.ts';
import { type Reward, type Store, storeOf, tillOf } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { asLine } from '#domain/values/visible.ts';
import { tillById } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** Something that an administrator does at a command line. @returns the lines to print */
export type Command = (context: Context, args: readonly string[]) => Promise<readonly string[]>;

/** The code of the commands of one subject, by name. */
export type Commands = Readonly<Record<string, Command>>;

/** How a command is typed and what it does, which the usage tells without its code. */
interface Usage {
  /** As the usage shows it: words in capitals, options in brackets. */
  readonly args: string;
  readonly does: string;
}

/** One line of the table of commands: its usage, and the function. */
export interface AdminCommand extends Usage {
  readonly run: Command;
  /** The words that may follow the command's name, each a command of its own. */
  readonly verbs?: CommandTable;
}

/** The commands of one subject, by name. */
export type CommandTable = Readonly<Record<string, AdminCommand>>;

/**
 * The table of one subject's commands, whose code is loaded when one of them is run: a process runs one command, and
 * loading the code of all took longer than nearly every command takes.
 */
export function loadedWhenRun<Name extends string>(
  load: () => Promise<Readonly<Record<Name, Command>>>,
  usages: Readonly<Record<NoInfer<Name>, Usage>>,
): CommandTable {
  const names = Object.keys(usages) as Name[]; // The record has these keys and no other.
  return Object.fromEntries(
    names.map((name) => {
      const run: Command = async (context, args) => (await load())[name](context, args);
      return [name, { ...usages[name], run }];
    }),
  );
}

/** Something can't be done; the message is one line for the person who typed it. */
export class AdminFault extends Error {}

/** There was nothing that it could have done, so it neither went well nor failed. */
export class NothingToDo extends AdminFault {}

/** A count with its noun, as a terminal says it: `1 entry`, `2,100 entries`. */
export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

export const unknown = (what: string, given: string, known: readonly string[]): AdminFault =>
  new AdminFault(`There is no ${what} "${given}"; there are ${known.join(', ') || 'none'}.`);

/** @throws AdminFault naming the stores that exist */
export async function knownStore(context: Context, storeId: string): Promise<Store> {
  const { program } = await readWork(context);
  const store = storeOf(program, storeId);
  if (store) return store;
  throw unknown(
    'store',
    storeId,
    program.stores.map(({ id }) => id),
  );
}

/** As `knownStore`, also for a store that has left the program: what was given out there can still be taken back. */
export async function onceKnownStore(
  context: Context,
  storeId: string,
): Promise<Pick<Store, 'id' | 'name'>> {
  const { program } = await readWork(context);
  const name = program.gone?.stores[storeId];
  return name === undefined ? knownStore(context, storeId) : { id: storeId, name };
}

/**
 * @returns the store of the till
 * @throws AdminFault naming the tills that exist
 */
export async function knownTill(context: Context, tillId: string): Promise<string> {
  const { program } = await readWork(context);
  const till = tillOf(program, tillId);
  if (till) return till.store.id;
  throw unknown(
    'till',
    tillId,
    program.stores.flatMap((store) => store.tills.map((one) => one.id)),
  );
}

/** As `knownTill`, also for a till that has left the program, or that a program yet to begin got a key for. */
export async function onceKnownTill(context: Context, tillId: string): Promise<string> {
  const { db, program } = await readWork(context);
  const gone = tillOf(program, tillId) ? undefined : await tillById(db, tillId);
  return gone?.store_id ?? knownTill(context, tillId);
}

/**
 * The row whose id begins with the text: nobody types a whole id.
 * @throws AdminFault when none does, or several
 */
export function knownByBeginning<Row extends { readonly id: string }>(
  what: string,
  id: string,
  rows: readonly Row[],
): Row {
  const [found, another] = rows.filter((row) => id !== '' && row.id.startsWith(id));
  if (found && !another) return found;
  throw unknown(
    what,
    id,
    rows.map((row) => row.id),
  );
}

/** @throws AdminFault naming the rewards that exist */
export async function knownReward(context: Context, rewardId: string): Promise<Reward> {
  const { program } = await readWork(context);
  const reward = rewardOf(program, rewardId);
  if (reward) return reward;
  throw unknown(
    'reward',
    rewardId,
    program.rewards.map(({ id }) => id),
  );
}

/** @throws AdminFault when the words are no name, or too long for a list */
export function readName(words: readonly string[]): string {
  const name = asLine(words.join(' '));
  if (nameFault(name)) {
    throw new AdminFault('A name has 1 to 60 characters, and letters that people can see.');
  }
  return name;
}
