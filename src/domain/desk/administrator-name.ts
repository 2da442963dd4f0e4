import { disturbsLine, showsSomething, visibleForm } from '#domain/values/visible.ts';

const longest = 60;

/**
 * Why a text can't be an administrator's or an associate's name; null: it can. One that disturbs a line counts as empty.
 * @param name by `asLine`, so that nobody is refused for signs that came along unseen
 */
export const nameFault = (name: string): 'empty' | 'long' | null => {
  if (!showsSomething(name) || disturbsLine(name)) return 'empty';
  return [...name].length > longest ? 'long' : null;
};

/** The list of acts names by these who acts without being an administrator. */
const actors: readonly string[] = ['server', 'command line'];

export const isActor = (name: string): boolean => actors.includes(nameKey(name));

/** Two people whose names differ in case, spaces or signs without a shape only can't be told apart in a list. */
export const nameKey = (name: string): string => visibleForm(name.normalize('NFKC').toLowerCase());

/** By the names, not by stored keys: how a key is made has changed since some were stored. */
export const isSameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other);
