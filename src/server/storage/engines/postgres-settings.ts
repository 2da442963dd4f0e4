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
