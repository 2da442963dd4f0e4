import { showsSomething } from '#domain/values/visible.ts';

const longest = 60;

/** Why a text can't be an administrator's name; null: it can. */
export const nameFault = (name: string): 'empty' | 'long' | null => {
  if (!showsSomething(name)) return 'empty';
  return [...name].length > longest ? 'long' : null;
};

/** The list of acts names by these who acts without being an administrator. */
const actors: readonly string[] = ['server', 'command line'];

export const isActor = (name: string): boolean => actors.includes(nameKey(name));

/** Two administrators whose names differ in case or spaces only can't be told apart in a list. */
export const nameKey = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
