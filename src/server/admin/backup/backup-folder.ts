import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AdminFault } from '#server/admin/admin-command.ts';
import { type Backed, backedOf, isBacked } from '#server/storage/backup/ledger-hash.ts';

/** What `backup FOLDER` names, and nothing else: a file that a person named is theirs. */
const named = /^tillpass-\d{4}-\d\d-\d\d-\d{6}\.sqlite(?:\.age)?$/;

/** @param at epoch milliseconds; the name is in UTC, so that names sort by time */
export function nameFor(at: number, sealed: boolean): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  return `tillpass-${day}-${time.slice(0, 8).replaceAll(':', '')}.sqlite${sealed ? '.age' : ''}`;
}

/**
 * What was made last of a folder's backups that `backup` named itself and that are whole; null: there is none, or what
 * stands beside it can't be read.
 */
export function lastBacked(folder: string): (Backed & { readonly name: string }) | null {
  const [last] = wholeIn(folder)
    .flatMap((name) => {
      const backed = backedOf(join(folder, name));
      return backed ? [{ name, ...backed }] : [];
    })
    .sort((a, b) => b.at - a.at);
  return last ?? null;
}

/** The names of the backups that are whole: what is not must not push out what is. */
const wholeIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => named.test(name) && isBacked(join(folder, name)));

/**
 * Deletes the oldest backups of a folder, with what stands beside them.
 * @param made the one that was just made: it stays, also where the clock was set back
 * @param keep how many stay with it
 * @returns the names of the deleted ones
 */
export function removeOldest(made: string, keep: number): readonly string[] {
  const folder = dirname(made);
  const old = wholeIn(folder)
    .filter((name) => name !== basename(made))
    .sort()
    .reverse()
    .slice(keep - 1);
  for (const name of old) {
    rmSync(join(folder, name));
    rmSync(join(folder, `${name}.json`), { force: true });
  }
  return old;
}

/**
 * @returns the path of the backup that was made last, whoever named it
 * @throws AdminFault when there is no folder, or no backup in it
 */
export function latestIn(folder: string): string {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new AdminFault(`There is no folder ${folder}.`);
  }
  const [latest] = readdirSync(folder)
    .filter((name) => /\.sqlite(?:\.age)?$/.test(name))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (latest !== undefined) return latest;
  throw new AdminFault(
    `No backup is in ${folder}: make one with npm run admin -- backup ${folder}`,
  );
}
