import { type Store, storeOf } from '#domain/program.ts';
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
