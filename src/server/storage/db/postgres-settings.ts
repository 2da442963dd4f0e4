import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

/**
 * The size of each of the two pools. With the listener a process has 17 connections, so a default server has room for
 * six processes.
 */
export const poolSize = 8;

/** How long a server waits for PostgreSQL, each wait by itself. Milliseconds. */
export interface Deadlines {
  /** For a free connection, or a new one. */
  readonly connectMs: number;
  /** For a lock that somebody else holds. PostgreSQL ends the wait. */
  readonly lockMs: number;
  /** For one statement. PostgreSQL ends it. */
  readonly statementMs: number;
  /** For an answer from a database that hangs or has gone without a word. We end the connection. */
  readonly answerMs: number;
}

/** A till gives up after five seconds. The last wait and the one for a connection come to that. */
export const tillDeadlines: Deadlines = {
  connectMs: 2_000,
  lockMs: 2_500,
  statementMs: 2_800,
  answerMs: 3_000,
};

const connectTimeoutMs = 5_000;
/** A process that stalls in a transaction must not lock a member's rows for ever. */
const idleInTransactionMs = 10_000;

/** @param deadlines null for a command, which may wait: nobody waits for it */
export const connectionOf = (databaseUrl: string, deadlines: Deadlines | null) => ({
  connectionString: databaseUrl,
  application_name: 'tillpass',
  connectionTimeoutMillis: deadlines?.connectMs ?? connectTimeoutMs,
  idle_in_transaction_session_timeout: idleInTransactionMs,
  ...(deadlines && {
    lock_timeout: deadlines.lockMs,
    statement_timeout: deadlines.statementMs,
  }),
  keepAlive: true,
});

/** Connections whose statements are answered in time: one that is not is closed, and its statement fails. */
export function withDeadline(pool: pg.Pool, answerMs: number): PostgresPool {
  // Kysely knows a connection again by its object.
  const known = new WeakMap<pg.PoolClient, Hurried>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const hurried = known.get(client) ?? new Hurried(client, answerMs);
      known.set(client, hurried);
      return hurried;
    },
  };
}

class Hurried implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #answerMs: number;
  #isClosed = false;

  constructor(client: pg.PoolClient, answerMs: number) {
    this.#client = client;
    this.#answerMs = answerMs;
  }

  // A cursor is never asked for: the storage reads in pages.
  readonly query = (async (text: string, values: unknown[]) => {
    const timer = setTimeout(() => {
      this.#isClosed = true;
      this.#client.release(true);
    }, this.#answerMs);
    try {
      return await this.#client.query(text, values);
    } finally {
      clearTimeout(timer);
    }
  }) as unknown as PostgresPoolClient['query'];

  release(destroy?: boolean): void {
    if (!this.#isClosed) this.#client.release(destroy);
  }
}

/** bigint, and numeric, which sums of bigints are: pg gives text, because they can exceed a double. */
const wholeTypes: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];

/** Reads them as numbers, as SQLite does, and throws when one does not fit. */
export const wholeNumbers: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    wholeTypes.includes(id) && format !== 'binary' ? toWhole : pg.types.getTypeParser(id, format),
};

function toWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe whole number: ${text}`);
  return value;
}
