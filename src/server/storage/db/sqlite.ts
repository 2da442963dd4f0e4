import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Live } from './live.ts';
import { LocalLive, type StorageLog } from './local-live.ts';
import { migrate } from './migrate.ts';
import { overFile } from './sqlite-dialect.ts';
import { SqliteFile } from './sqlite-file.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { StorageUnavailable } from './storage-unavailable.ts';
import type { Store } from './store.ts';

/**
 * For a million rows, whose index is read and written all over: it stays in memory, and what was written goes
 * from the log to its place in larger portions. A server that answers would stand still for those.
 */
const bulkSettings = 'PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000';

/** The one file of the database, beside which SQLite keeps its own two. */
export const sqlitePath = (dataDir: string): string => join(dataDir, 'tillpass.sqlite');

/**
 * Opens, and makes when it is not there, the database file in the folder.
 * @throws StorageUnavailable when the folder or the file can't be written
 */
export async function openSqlite(
  dataDir: string,
  log: StorageLog,
  { inBulk }: { inBulk: boolean } = { inBulk: false },
): Promise<{ store: Store; live: Live; writer: SqliteWriter }> {
  const path = sqlitePath(dataDir);
  const forWriting = openFile(dataDir, path);
  await migrate(overFile(forWriting)).catch((fault) => {
    forWriting.close();
    throw fault;
  });
  if (inBulk) forWriting.raw.exec(bulkSettings);
  const forReading = new SqliteFile(path, 'read');
  const live = new LocalLive(log);
  const writer = new SqliteWriter(forWriting, live);
  const store: Store = {
    read: overFile(forReading),
    transact: async (work) => writer.transact(work),
    // One writer runs one job at a time: the member is held already.
    lockMember: async () => {},
    close: async () => {
      await writer.close();
      forReading.close();
      forWriting.close();
    },
  };
  return { store, live, writer };
}

function openFile(dataDir: string, path: string): SqliteFile {
  try {
    // Members' addresses are in it: for the server's own account only.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = new SqliteFile(path, 'write');
    chmodSync(path, 0o600);
    return file;
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new StorageUnavailable(
      `The data folder ${dataDir} can't be used (${why}). Set DATA_DIR to a folder that this account may write.`,
      fault,
    );
  }
}
