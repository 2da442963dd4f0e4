import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemReason } from '#server/start/setting-fault.ts';
import { hashLedger, noteBacked } from '#server/storage/backup/ledger-hash.ts';
import { copyDatabase, FileInTheWay, fileOf } from '#server/storage/backup/sqlite-backup.ts';
import { AdminFault, type Command, type CommandTable, NothingToDo } from './admin-command.ts';
import { textOf } from './admin-time.ts';

/** Copies the database beside a running server, without bringing its tables up to this version first. */
const backUp: Command = async (context, [given = '']) => {
  if (given === '') throw new AdminFault('Say where to: npm run admin -- backup FILE');
  const path = await fileOf(context.store.read);
  if (path === null) throw new NothingToDo(onPostgres(given));
  const file = resolve(given);
  if (!existsSync(dirname(file))) {
    throw new AdminFault(`There is no folder ${dirname(file)}: make it first.`);
  }
  const at = context.now();
  const bytes = copyTo(path, file);
  noteBacked(file, { at, ...hashLedger(file) });
  return [
    `Copied to ${file}: ${sizeText(bytes)}, as the database was at ${textOf(at)}.`,
    `The secret key is not in it: keep SECRET_KEY too, or where that is not set ${join(dirname(path), 'secret.key')}.`,
    `To restore: end the server, copy the file to ${basename(path)} in a new folder, start with DATA_DIR set to that folder,`,
    'and run npm run admin -- verify (docs/operations.md).',
  ];
};

export const backupCommands: CommandTable = {
  backup: {
    args: 'FILE',
    does: 'copy the database into a new file, also while the server runs (SQLite)',
    run: backUp,
  },
};

function copyTo(path: string, file: string): number {
  try {
    return copyDatabase(path, file);
  } catch (fault) {
    if (!(fault instanceof FileInTheWay)) {
      throw new AdminFault(`No backup was made in ${dirname(file)}: ${systemReason(fault)}.`);
    }
    throw new AdminFault(
      fault.file === file
        ? `${file} exists, and a backup overwrites nothing: give another name.`
        : `${fault.file} is in the way: another backup is making it, or was ended half-way. If none is running, delete it.`,
    );
  }
}

const sizeText = (bytes: number): string =>
  `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;

/** The URL is in the environment, so that its password does not stand in a list of processes or a history. */
const onPostgres = (file: string): string =>
  [
    'No backup was made: on PostgreSQL its own program makes it, also while the server runs:',
    `  pg_dump --format=custom --file=${quoted(file)} "$DATABASE_URL"`,
    'and restores it into an empty database:',
    `  pg_restore --no-owner --dbname="$DATABASE_URL" ${quoted(file)}`,
  ].join('\n');

/** A word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
