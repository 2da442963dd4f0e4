import { chmodSync, mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Live } from '#server/storage/db/live.ts';
import { LocalLive, type StorageLog } from '#server/storage/db/local-live.ts';
import { migrate } from '#server/storage/db/migrate.ts';
import { StorageUnavailable } from '#server/storage/db/storage-unavailable.ts';
import type { Store } from '#server/storage/db/store.ts';
import { overFile } from './sqlite-dialect.ts';
import { SqliteFile } from './sqlite-file.ts';
import { logSalt, wasEmptied } from './sqlite-log.ts';
import { SqlitePlace } from './sqlite-place.ts';
import { isBusy, SqliteWriter } from './sqlite-writer.ts';
import { demandHere } from './unfinished-move.ts';

/**
 * For a million rows, whose index is read and written everywhere: it stays in memory, and the log is copied to its
 * place in larger portions. A server that answers would stall during those.
 */
const bulkSettings = 'PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000';

/** A command of `admin` is another process: what it changed is told here after so long. */
const othersMs = 1_000;

/** The database file; SQLite keeps two more beside it. */
export const sqlitePath = (dataDir: string): string => join(dataDir, 'tillpass.sqlite');

interface SqliteOptions {
  readonly inBulk?: boolean;
  readonly asItIs?: boolean;
  readonly upTo?: string;
  readonly committed?: (jobs: number) => void;
}

/**
 * Opens the database file in the folder, and makes it if it is missing.
 * @throws StorageUnavailable when the folder or the file can't be written, or the shop has moved to PostgreSQL
 */
export async function openSqlite(
  dataDir: string,
  log: StorageLog,
  { inBulk = false, asItIs = false, upTo, committed }: SqliteOptions = {},
): Promise<{ store: Store; live: Live; writer: SqliteWriter }> {
  const path = sqlitePath(dataDir);
  const forWriting = openFile(dataDir, path);
  demandHere(forWriting, dataDir);
  if (!asItIs) await bringUp(forWriting, dataDir, upTo);
  if (inBulk) forWriting.raw.exec(bulkSettings);
  const forReading = new SqliteFile(path, 'read');
  const live = new LocalLive(log);
  const place = new SqlitePlace(path);
  const writer = new SqliteWriter(forWriting, live, { first: liftEvents, committed, place });
  const followed = followOthers(forWriting, live);
  const store: Store = {
    read: overFile(forReading),
    transact: async (work) => writer.transact(work),
    // One writer runs one job at a time, so the member is locked already.
    lockMember: async () => {},
    scrub: () => emptyLog(path),
    close: async () => {
      await writer.close();
      clearInterval(followed);
      forReading.close();
      forWriting.close();
    },
  };
  return { store, live, writer };
}

const scrubWithinMs = 30_000;
const scrubAgainMs = 20;

/**
 * Copies the log to its place and cuts it off, because it holds pages as they were. A reader or the writer may be at
 * work, so it is tried until it is done; another connection does it, which waits for nobody. Where the log is shipped to
 * another disk, whoever ships it does it every few seconds.
 * @throws Error when something reads without end
 */
async function emptyLog(path: string): Promise<void> {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    let before: string | null | undefined;
    for (const givesUpAt = performance.now() + scrubWithinMs; ; await sleep(scrubAgainMs)) {
      if (isEmptied(file)) return;
      before ??= logSalt(path);
      if (wasEmptied(path, before)) return;
      if (performance.now() >= givesUpAt) throw new Error('the log can’t be emptied');
    }
  } finally {
    file.close();
  }
}

function isEmptied(file: DatabaseSync): boolean {
  try {
    return file.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } catch (fault) {
    if (isBusy(fault)) return false;
    throw fault;
  }
}

async function bringUp(file: SqliteFile, dataDir: string, upTo?: string): Promise<void> {
  await migrate(overFile(file), upTo).catch((fault) => {
    file.close();
    throw isFull(fault) || isBusy(fault) ? unusable(dataDir, fault) : fault;
  });
}

/** New events have numbers above so many for each millisecond since 1970: more than were ever written in one. */
const eventsAMs = 100;

/**
 * Keeps new events after the old ones, in the first transaction of each process. A file that was restored counts from
 * its last event again, but readers may have seen events that it has lost. The clock is above all of their numbers,
 * whatever made the copy and however often it is restored.
 */
function liftEvents({ raw }: SqliteFile): void {
  raw.exec(`insert into sqlite_sequence (name, seq) select 'events', 0
    where not exists (select 1 from sqlite_sequence where name = 'events')`);
  raw
    .prepare(`update sqlite_sequence set seq = max(seq, cast(? as integer)) where name = 'events'`)
    .run(Date.now() * eventsAMs);
}

/** Calls every listener once another process has written: SQLite says that it has, and not what. */
function followOthers(file: SqliteFile, live: LocalLive): NodeJS.Timeout {
  const version = () => file.raw.prepare('PRAGMA data_version').get()?.data_version;
  let seen = version();
  const look = () => {
    try {
      const now = version();
      if (now !== seen) live.publishAll();
      seen = now;
    } catch {
      // A disk that fails is noticed by whoever asks next.
    }
  };
  return setInterval(look, othersMs).unref();
}

function openFile(dataDir: string, path: string): SqliteFile {
  try {
    // Members' addresses are in it, so only the server's own account may read it.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = new SqliteFile(path, 'write');
    chmodSync(path, 0o600);
    return file;
  } catch (fault) {
    throw unusable(dataDir, fault);
  }
}

/** Whether it is one of these errors of SQLite; the higher bits are only details. */
const isOneOf = (fault: unknown, codes: readonly number[]): boolean =>
  fault instanceof Error &&
  'errcode' in fault &&
  typeof fault.errcode === 'number' &&
  codes.includes(fault.errcode & 0xff);

/** An I/O error (10) may be a full disk too. */
const isFull = (fault: unknown): boolean => isOneOf(fault, [10, 13]);

/** Malformed, or no database at all. */
const isDamaged = (fault: unknown): boolean => isOneOf(fault, [11, 26]);

/** Less than this is a full disk: SQLite's files beside the database need it before anything is written. */
const leastBytes = 256 * 1024;

/**
 * One line for whoever starts the server. SQLite calls a full disk an I/O error when it opens a file, so the disk is
 * asked.
 */
export function unusable(
  dataDir: string,
  fault: unknown,
  free: number = freeBytes(dataDir),
): StorageUnavailable {
  const why = fault instanceof Error ? fault.message : String(fault);
  const line = isDamaged(fault)
    ? `The database in ${dataDir} is damaged, or is none (${why}). Put the latest backup in its place: docs/operations.md says how.`
    : isBusy(fault)
      ? `Another process has the database in ${dataDir} for itself, perhaps npm run admin -- move: wait for it to end, and start again.`
      : free < leastBytes
        ? `The disk of the data folder ${dataDir} is full (${why}). Make room on it and start again; nothing is lost.`
        : `The data folder ${dataDir} can't be used (${why}). Set DATA_DIR to a folder that this account may write.`;
  return new StorageUnavailable(line, fault);
}

/** Whether the disk has room for another change. A shop at night writes nothing and would not notice. */
export const hasRoom = (dataDir: string): boolean => freeBytes(dataDir) >= leastBytes;

function freeBytes(dataDir: string): number {
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize;
  } catch {
    // There is no such folder, so no disk is full.
    return Number.POSITIVE_INFINITY;
  }
}
