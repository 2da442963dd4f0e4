import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Command, type Commands } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { fillFrom } from '#server/storage/backup/fill-from-file.ts';
import { NotEmpty, OtherLedger } from '#server/storage/backup/filling.ts';
import { newBackupKey } from '#server/storage/backup/sealed-file.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { counted, inFolderFor, readBackup } from './read-backup.ts';

/** Fills an empty database, SQLite or PostgreSQL, with a backup of either. */
const restore: Command = async (context, args) => {
  const { words, options } = readArgs(args, ['identity']);
  const [named = ''] = words;
  const backup = resolve(named);
  if (named === '' || !existsSync(backup))
    throw new AdminFault(`There is no backup ${backup}: npm run admin -- restore FILE`);
  const read = await inFolderFor(backup, async (folder) => {
    const found = await readBackup(context, backup, { folder, identity: options.identity });
    try {
      await fillFrom(context.store, sqlitePath(folder));
    } catch (fault) {
      if (fault instanceof NotEmpty) throw new AdminFault(holdsSomething);
      if (fault instanceof OtherLedger)
        throw new AdminFault(`Nothing was restored: ${fault.message}.`);
      throw fault;
    }
    return found;
  });
  const at = read.at ?? read.shippedAt;
  const made = at === null ? '' : `, as the database was at ${textOf(at)}`;
  return [
    `Restored ${backup}: ${counted(read)}, the same hash${made}.`,
    (await isItsSecretKey(context))
      ? 'SECRET_KEY is the one that it was made with.'
      : 'SECRET_KEY is NOT the one that it was made with: set it as it was before you start the server.',
    'Now verify it: npm run admin -- verify',
  ];
};

const holdsSomething =
  'Nothing was restored: this database is not empty. Name an empty one, with DATABASE_URL or with a new DATA_DIR.';

/**
 * The public half encrypts on the server; the secret half belongs elsewhere, or a thief of the server has both. It needs
 * no database.
 */
export async function newKey([named = '']: readonly string[]): Promise<readonly string[]> {
  const file = resolve(named);
  const { identity, recipient } = await newBackupKey();
  try {
    writeFileSync(file, `# public key: ${recipient}\n${identity}\n`, { flag: 'wx', mode: 0o600 });
  } catch (fault) {
    throw new AdminFault(`No key was made at ${file}: ${systemReason(fault)}.`);
  }
  return [
    `The secret key of your backups is in ${file}: keep it where backups are not, twice. Without it they can't be read.`,
    'Encrypt with the public one:',
    `  npm run admin -- backup FOLDER --for ${recipient}`,
  ];
}

export const restoreCommands = {
  restore,
  'new-backup-key': (_context, args) => newKey(args),
} satisfies Commands;
