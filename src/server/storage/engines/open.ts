import type { Live } from '#server/storage/db/live.ts';
import type { StorageLog } from '#server/storage/db/local-live.ts';
import type { Connections, Store } from '#server/storage/db/store.ts';
import type { Deadlines } from './deadlines.ts';
import { openSqlite } from './sqlite.ts';

export interface OpenOptions {
  /** The folder of SQLite's file; used when there is no `databaseUrl`. */
  readonly dataDir: string;
  /** `postgres://…` */
  readonly databaseUrl?: string | undefined;
  readonly log: StorageLog;
  readonly randomBytes: (length: number) => Uint8Array;
  /** True for a program that writes very much and answers nobody meanwhile. */
  readonly inBulk?: boolean;
  /** How long PostgreSQL is waited for; absent: as long as it takes, for a command. */
  readonly deadlines?: Deadlines;
  /** False for a program that works on existing data: a PostgreSQL database without our tables is refused. */
  readonly makes?: boolean;
  /** True: the tables stay as they are, of whatever version. */
  readonly asItIs?: boolean;
  /** True for the command that fills PostgreSQL step by step: everybody else is refused until it has ended. */
  readonly moves?: boolean;
  /** For a copy of an older database in SQLite: the step at which its tables stay. */
  readonly upTo?: string;
  /** Is told how many transactions shared a commit, on SQLite. */
  readonly committed?: (jobs: number) => void;
}

/** The open database, and how news of it travel. */
interface Opened {
  readonly store: Store;
  readonly live: Live;
  readonly connections: () => readonly Connections[];
}

/**
 * Opens the database of the settings, and brings its tables up to this version unless told otherwise.
 * @throws StorageUnavailable with one line for whoever starts the server
 */
export async function openStore(options: OpenOptions): Promise<Opened> {
  const { dataDir, databaseUrl, log, randomBytes, committed } = options;
  const { inBulk = false, makes = true, asItIs = false, moves = false } = options;
  if (databaseUrl) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres({
      databaseUrl,
      log,
      randomBytes,
      makes,
      asItIs,
      moves,
      deadlines: options.deadlines ?? null,
    });
  }
  const opened = await openSqlite(dataDir, log, {
    inBulk,
    asItIs,
    ...(options.upTo !== undefined && { upTo: options.upTo }),
    ...(committed && { committed }),
  });
  return { ...opened, connections: () => [] };
}
