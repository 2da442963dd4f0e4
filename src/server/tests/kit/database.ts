import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { copyDatabase } from '#server/storage/backup/sqlite-backup.ts';
import type { Live } from '#server/storage/db/live.ts';
import type { Store } from '#server/storage/db/store.ts';
import type { Deadlines } from '#server/storage/engines/deadlines.ts';
import { type OpenOptions, openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { countingRandomBytes } from './random.ts';

export interface TestStore {
  readonly store: Store;
  readonly live: Live;
  /** To open the same database again, as another process would. */
  readonly options: OpenOptions;
  /** Closes it and leaves nothing behind. */
  close(): Promise<void>;
}

/**
 * The server in which each test makes its own databases; absent: SQLite. It is a setting of the test run and not of the
 * server, so it is not in config.ts.
 */
export const testDatabaseUrl = process.env.TEST_DATABASE_URL;

/**
 * A database of its own with all tables and no rows: on PostgreSQL when the run has one, else on SQLite.
 * @param on `sqlite`: on SQLite in any case, to compare the two
 */
export async function openTestStore(on: 'either' | 'sqlite' = 'either'): Promise<TestStore> {
  const serverUrl = on === 'sqlite' ? undefined : testDatabaseUrl;
  return openCopy(serverUrl, await emptyDatabase(serverUrl));
}

/** A database that was filled once in this process, to be copied for each test. */
export interface Filled {
  /** A copy of a test's own. */
  open(): Promise<TestStore>;
}

/** @param fill makes what every copy has in it */
export async function fillOnce(fill: (store: TestStore) => Promise<void>): Promise<Filled> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-filled-'));
  const empty = await emptyDatabase(testDatabaseUrl);
  await empty.copyInto(dataDir);
  const url = testDatabaseUrl && (await createDatabase(testDatabaseUrl, empty.name));
  const filled = await keepForCopies(dataDir, url, fill);
  return { open: () => openCopy(testDatabaseUrl, filled) };
}

async function openCopy(serverUrl: string | undefined, from: Kept): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-test-'));
  await from.copyInto(dataDir);
  const databaseUrl = serverUrl && (await createDatabase(serverUrl, from.name));
  return openIn(dataDir, databaseUrl, { asItIs: true });
}

/** As a server asks PostgreSQL, and more patient: a test fails by what it expects, and not by a busy machine. */
const deadlines: Deadlines = {
  connectMs: 30_000,
  lockMs: 30_000,
  statementMs: 30_000,
  answerMs: 60_000,
};

/** @param asItIs true for a copy, whose tables were made before: what a start asks about them is not asked of each copy */
async function openIn(
  dataDir: string,
  databaseUrl: string | undefined,
  { asItIs }: { asItIs: boolean },
): Promise<TestStore> {
  const options: OpenOptions = {
    dataDir,
    databaseUrl,
    deadlines,
    log: { warn: () => {} },
    randomBytes: countingRandomBytes(),
  };
  const { store, live } = await openStore({ ...options, asItIs });
  return {
    store,
    live,
    options,
    close: async () => {
      await store.close();
      await removeClosed(options);
    },
  };
}

/** Copies a database that nobody has open. @returns how the copy is opened */
export async function copyClosed(options: OpenOptions): Promise<OpenOptions> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-copy-'));
  if (testDatabaseUrl && options.databaseUrl) {
    const databaseUrl = await createDatabase(testDatabaseUrl, nameIn(options.databaseUrl));
    return { ...options, dataDir, databaseUrl };
  }
  await copyFile(sqlitePath(options.dataDir), sqlitePath(dataDir));
  return { ...options, dataDir };
}

/** Copies SQLite's file while a server writes to it, as `admin backup` does. @returns how the copy is opened */
export async function copyOpenSqlite(options: OpenOptions): Promise<OpenOptions> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-copy-'));
  copyDatabase(sqlitePath(options.dataDir), sqlitePath(dataDir));
  return { ...options, dataDir };
}

/** Removes a database that nobody has open. */
export async function removeClosed({ dataDir, databaseUrl }: OpenOptions): Promise<void> {
  if (testDatabaseUrl && databaseUrl) await dropDatabase(testDatabaseUrl, databaseUrl);
  await rm(dataDir, { recursive: true, force: true });
}

/** A database that is kept to be copied, and that nobody has open. */
interface Kept {
  /** The name in PostgreSQL. */
  readonly name: string;
  /** Puts SQLite's file into a data folder. */
  copyInto(dataDir: string): Promise<void>;
}

/** With all tables and no rows: the tables are made once in a process and not for each test. */
const made = new Map<string | undefined, Promise<Kept>>();

function emptyDatabase(serverUrl: string | undefined): Promise<Kept> {
  const known = made.get(serverUrl) ?? makeEmptyDatabase(serverUrl);
  made.set(serverUrl, known);
  return known;
}

async function makeEmptyDatabase(serverUrl: string | undefined): Promise<Kept> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-empty-'));
  // template0, because copying template1 fails while another test does the same.
  const url = serverUrl && (await createDatabase(serverUrl, 'template0'));
  return keepForCopies(dataDir, url, async () => {});
}

async function keepForCopies(
  dataDir: string,
  url: string | undefined,
  fill: (store: TestStore) => Promise<void>,
): Promise<Kept> {
  const open = await openIn(dataDir, url, { asItIs: false });
  await fill(open);
  await open.store.close();
  const file = url ? null : await readFile(sqlitePath(dataDir));
  await rm(dataDir, { recursive: true });
  // Not in a test's hook, because it lives longer than the file that asked first.
  if (testDatabaseUrl && url) {
    const serverUrl = testDatabaseUrl;
    process.once('beforeExit', () => dropDatabase(serverUrl, url));
  }
  return {
    name: url ? nameIn(url) : '',
    copyInto: async (folder) => {
      if (file) await writeFile(sqlitePath(folder), file);
    },
  };
}

const nameIn = (databaseUrl: string): string => new URL(databaseUrl).pathname.slice(1);

async function createDatabase(serverUrl: string, template: string): Promise<string> {
  // Random and not counted, unlike everything else in tests, because files run in processes side by side.
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  // Copying the template's files takes half the work of copying its pages through the log, which is the default.
  await onServer(serverUrl, `create database ${name} template ${template} strategy file_copy`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const dropDatabase = (serverUrl: string, databaseUrl: string): Promise<void> =>
  onServer(serverUrl, `drop database ${nameIn(databaseUrl)} with (force)`);

let administrator: pg.Pool | undefined;

/** Over one connection for the whole process, which keeps the process from ending only while something is asked. */
async function onServer(connectionString: string, statement: string): Promise<void> {
  administrator ??= connected(connectionString);
  await administrator.query(statement);
}

function connected(connectionString: string): pg.Pool {
  const one = { max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true };
  const pool = new pg.Pool({ connectionString, ...one });
  // A database server that ends first is missed only by whoever asks it again.
  pool.on('error', () => {});
  return pool;
}
