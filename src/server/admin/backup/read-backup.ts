import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdminFault, many } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import { backedOf, hashLedger, type LedgerHash } from '#server/storage/backup/ledger-hash.ts';
import { DamagedFile, KeyFault, openSealed } from '#server/storage/backup/sealed-file.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { isShipped, readShipped } from '#server/storage/shipping/read-shipped.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { inFolderApart, inFolderBeside } from './folder-beside.ts';

/**
 * Where a backup is made ready: an encrypted one not beside the file, as it is readable meanwhile, and what was shipped
 * in its own folder, which may be all of a disk.
 */
export async function inFolderFor<T>(
  backup: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  if (isSealed(backup)) return inFolderApart(work);
  return inFolderBeside((await isShipped(backup)) ? join(backup, 'read') : backup, work);
}

const isSealed = (backup: string): boolean => backup.endsWith('.age');

/** A backup that was made ready in a folder. */
export interface ReadBackup extends LedgerHash {
  /** When it was made, by what stands beside it, epoch milliseconds; null: nothing stands there. */
  readonly at: number | null;
  /** When the last part of it was shipped, epoch milliseconds; null: it is a backup. */
  readonly shippedAt: number | null;
}

/**
 * Puts a backup into a folder as its database: decrypted, and with the tables of this version, as they would be on the
 * worst day.
 * @param identity the file with the key of an encrypted backup
 * @throws AdminFault when it can't be read, or is not what was backed up
 */
export async function readBackup(
  { log, randomBytes }: Pick<Context, 'log' | 'randomBytes'>,
  backup: string,
  { folder, identity }: { readonly folder: string; readonly identity: string | undefined },
): Promise<ReadBackup> {
  const database = sqlitePath(folder);
  const shippedAt = (await isShipped(backup))
    ? await unship(backup, folder)
    : await unpack(backup, database, identity);
  const found = ledgerOf(database, backup);
  const backed = backedOf(backup);
  if (backed && backed.hash !== found.hash) {
    throw new AdminFault(
      `${backup} is not what was backed up ${textOf(backed.at)}: that ledger had ${counted(backed)}, this one has ${counted(found)}, and its hash is another. Try the backup before it.`,
    );
  }
  const { store } = await openStore({ dataDir: folder, log, randomBytes });
  await store.close();
  return { ...found, at: backed?.at ?? null, shippedAt };
}

export const counted = ({ entries }: LedgerHash): string => many(entries, 'entry', 'entries');

function ledgerOf(database: string, backup: string): LedgerHash {
  try {
    return hashLedger(database);
  } catch (fault) {
    throw notRestored(backup, fault);
  }
}

const notRestored = (backup: string, fault: unknown): AdminFault =>
  new AdminFault(
    `${backup} can't be restored (${fault instanceof Error ? fault.message : String(fault)}). Try the backup before it, and make a new one now.`,
  );

async function unship(shipped: string, folder: string): Promise<number> {
  try {
    return await readShipped(shipped, folder);
  } catch (fault) {
    throw new AdminFault(
      `What was shipped to ${shipped} can't be restored (${fault instanceof Error ? fault.message : String(fault)}). Restore the latest backup.`,
    );
  }
}

async function unpack(backup: string, to: string, identity: string | undefined): Promise<null> {
  if (!isSealed(backup)) {
    copyFileSync(backup, to);
    return null;
  }
  if (identity === undefined) {
    throw new AdminFault(
      `${backup} is encrypted: say where the key is, with --identity FILE (the file that new-backup-key made).`,
    );
  }
  try {
    await openSealed(backup, to, identity);
    return null;
  } catch (fault) {
    if (fault instanceof KeyFault) throw new AdminFault(`It can't be read: ${fault.message}.`);
    if (fault instanceof DamagedFile) throw notRestored(backup, fault);
    throw fault;
  }
}
