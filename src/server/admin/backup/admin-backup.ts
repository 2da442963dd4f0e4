import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Command, type Commands, many } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import { systemReason } from '#server/start/setting-fault.ts';
import { hashLedger, type LedgerHash, noteBacked } from '#server/storage/backup/ledger-hash.ts';
import { copyToFile } from '#server/storage/backup/postgres-to-file.ts';
import { KeyFault, sealFile } from '#server/storage/backup/sealed-file.ts';
import {
  copyDatabase,
  FileInTheWay,
  fileOf,
  giveName,
} from '#server/storage/backup/sqlite-backup.ts';
import { lastStep } from '#server/storage/db/migrate.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { ledgerSize } from '#server/storage/verify/ledger-size.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lastBacked, nameFor, removeOldest } from './backup-folder.ts';
import { inFolderApart, inFolderBeside } from './folder-beside.ts';

/** The latest backup may be the one that is not right. */
const keptAtLeast = 2;

/** Copies the database beside a running server, without bringing its tables up to this version first. */
const backUp: Command = async (context, args) => {
  const { words, options } = readArgs(args, ['for', 'keep'], ['may-have-fewer']);
  const [to = ''] = words;
  if (to === '') throw new AdminFault('Say where to: npm run admin -- backup FILE, or a FOLDER');
  const at = context.now();
  const inFolder = existsSync(to) && statSync(to).isDirectory();
  const keep = keepOf(options.keep, inFolder);
  const file = inFolder ? join(resolve(to), nameFor(at, options.for !== undefined)) : resolve(to);
  if (!existsSync(dirname(file)))
    throw new AdminFault(`There is no folder ${dirname(file)}: make it first.`);
  if (inFolder && !options['may-have-fewer']) await refuseFewer(context, resolve(to));
  const ledger = await copyTo(context, file, options.for ?? null);
  noteBacked(file, { at, ...ledger });
  const removed = keep === null ? [] : removeOldest(file, keep);
  return [
    `Copied to ${file}: ${sizeText(statSync(file).size)}, as the database was at ${textOf(at)}.`,
    ...removed.map((name) => `Removed ${name}: ${keep} are kept.`),
    await aboutKey(context),
    `To restore into an empty database: npm run admin -- restore ${file}${options.for === undefined ? '' : ' --identity FILE'} (docs/backup.md).`,
  ];
};

export const backupCommands = {
  backup: backUp,
} satisfies Commands;

/**
 * The ledger only grows. One with fewer entries than the last backup is of another database, or of one that was lost, and
 * its backups would push out the good ones, night by night. One that is wanted all the same becomes the last one.
 */
async function refuseFewer({ store }: Context, folder: string): Promise<void> {
  const last = lastBacked(folder);
  const { entries } = await ledgerSize(store.read);
  if (!last || entries >= last.entries) return;
  throw new AdminFault(
    `No backup was made: this ledger has ${many(entries, 'entry', 'entries')}, and ${last.name} in ${folder} has ${last.entries.toLocaleString('en')}. Is DATABASE_URL or DATA_DIR of another shop, or was the database lost? If it is meant to have fewer, as after a restore of an older backup, say --may-have-fewer, once.`,
  );
}

function keepOf(given: string | undefined, inFolder: boolean): number | null {
  if (given === undefined) return null;
  if (!inFolder)
    throw new AdminFault('--keep is for a folder of backups: name a folder that exists.');
  const keep = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (keep >= keptAtLeast) return keep;
  throw new AdminFault(`--keep must be a whole number from ${keptAtLeast}; it is "${given}".`);
}

/** Without this the best backup opens no voucher. */
async function aboutKey({ store }: Context): Promise<string> {
  const path = await fileOf(store.read);
  const place =
    path === null ? '' : `, or where that is not set ${join(dirname(path), 'secret.key')}`;
  return `The secret key is not in it: keep SECRET_KEY too${place}.`;
}

async function copyTo(
  context: Context,
  file: string,
  recipient: string | null,
): Promise<LedgerHash> {
  try {
    if (recipient === null) return await copyPlain(context, file);
    if (existsSync(file)) throw new FileInTheWay(file);
    return await inFolderApart(async (apart) => {
      const plain = sqlitePath(apart);
      const ledger = await copyPlain(context, plain);
      await inFolderBeside(file, async (beside) => {
        const sealed = join(beside, basename(file));
        await sealFile(plain, sealed, recipient);
        giveName(sealed, file);
      });
      return ledger;
    });
  } catch (fault) {
    if (fault instanceof KeyFault) throw new AdminFault(`No backup was made: ${fault.message}.`);
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

async function copyPlain(context: Context, file: string): Promise<LedgerHash> {
  const path = await fileOf(context.store.read);
  if (path === null) return copyPostgres(context, file);
  copyDatabase(path, file);
  return hashLedger(file);
}

/** A SQLite file too: it can be looked at, verified and restored anywhere, and into either database. */
async function copyPostgres(
  { store, log, randomBytes }: Context,
  file: string,
): Promise<LedgerHash> {
  return inFolderBeside(file, async (folder) => {
    const upTo = await lastStep(store.read);
    const made = await openStore({ dataDir: folder, log, randomBytes, upTo });
    await made.store.close();
    const ledger = await copyToFile(store.read, sqlitePath(folder));
    copyDatabase(sqlitePath(folder), file);
    if (hashLedger(file).hash === ledger.hash) return ledger;
    rmSync(file);
    throw new Error('the copy has another ledger than the database');
  });
}

const sizeText = (bytes: number): string =>
  `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
