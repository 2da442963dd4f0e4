import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Backed, backedOf, hashLedger } from '#server/storage/backup/ledger-hash.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { AdminFault, type Command, type CommandTable, many, NothingToDo } from './admin-command.ts';
import { textOf } from './admin-time.ts';

/** Restores the latest backup beside the running server, looks whether it is whole and right, and clears it away. */
const drill: Command = async (context, [folder = '']) => {
  if (folder === '')
    throw new AdminFault('Say where the backups are: npm run admin -- drill FOLDER');
  if (isPostgres(context.store.read)) throw new NothingToDo(onPostgres);
  const backup = latestIn(folder);
  const begun = performance.now();
  // On the same disk as the backups, which has room for one more, and not where the server writes.
  const restored = mkdtempSync(join(folder, 'drill-'));
  try {
    copyFileSync(backup, sqlitePath(restored));
    const { entries, ledger } = hashLedger(sqlitePath(restored));
    const backed = backedOf(backup);
    if (backed && backed.ledger !== ledger)
      throw new AdminFault(otherLedger(backup, backed, entries));
    await verifyRestored(context, restored, backup);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    return [
      `Restored ${backup}: ${many(entries, 'entry', 'entries')}, and every figure is what the ledger says.`,
      backed
        ? `The ledger is the one that was backed up, ${textOf(backed.at)}. It took ${seconds} seconds.`
        : `No hash stands beside it, so nothing says that it is what was backed up. It took ${seconds} seconds.`,
    ];
  } catch (error) {
    throw unreadable(backup, error) ?? error;
  } finally {
    rmSync(restored, { recursive: true, force: true });
  }
};

export const drillCommands: CommandTable = {
  drill: {
    args: 'FOLDER',
    does: 'restore the latest backup of a folder beside the server, verify it, and clear it away (SQLite)',
    run: drill,
  },
};

function latestIn(folder: string): string {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new AdminFault(`There is no folder ${folder}.`);
  }
  const [latest] = readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (latest !== undefined) return latest;
  throw new AdminFault(
    `No backup is in ${folder}: make one with npm run admin -- backup FILE.sqlite`,
  );
}

async function verifyRestored(context: Context, restored: string, backup: string): Promise<void> {
  const { log, randomBytes, secrets } = context;
  // Its tables are brought up to this version, as they would be on the worst day.
  const { store } = await openStore({
    dataDir: restored,
    databaseUrl: undefined,
    log,
    randomBytes,
  });
  try {
    const findings = await verifyBooks({ store, secrets });
    if (findings.length === 0) return;
    const lines = findings.map((one) => `${one.about} of ${one.memberId ?? 'all'}: ${one.detail}`);
    throw new AdminFault([`${backup} is not right:`, ...lines].join('\n'));
  } finally {
    await store.close();
  }
}

/** What to do about a backup that the database or the disk can't read; null: it is no such error. */
const unreadable = (backup: string, error: unknown): AdminFault | null =>
  error instanceof Error && 'code' in error
    ? new AdminFault(
        `${backup} can't be restored (${error.message}). Try the backup before it, and make a new one now.`,
      )
    : null;

const otherLedger = (backup: string, { at, entries }: Backed, found: number): string =>
  `${backup} is not what was backed up ${textOf(at)}: that ledger had ${many(entries, 'entry', 'entries')}, this one has ${many(found, 'entry', 'entries')}, and its hash is another. Try the backup before it.`;

const onPostgres =
  'No drill was made: on PostgreSQL restore with pg_restore into an empty database, and run verify with its DATABASE_URL (docs/operations.md).';
