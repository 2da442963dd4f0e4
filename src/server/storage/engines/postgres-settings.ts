import pg from 'pg';
import { serversOf } from '#server/storage/db/postgres-faults.ts';
import type { Deadlines } from './deadlines.ts';
import { clientOf, type Primary } from './postgres-primary.ts';

/**
 * The size of each of the two pools. With the listener a process has 17 connections, so a default server has room for
 * six processes.
 */
export const poolSize = 8;

const connectTimeoutMs = 5_000;
/** A process that stalls in a transaction must not lock a member's rows for ever. */
const idleInTransactionMs = 10_000;

/**
 * @param deadlines null for a command, which may wait: nobody waits for it
 * @param primary where there are several servers, which one takes writes
 */
export const connectionOf = (
  databaseUrl: string,
  deadlines: Deadlines | null,
  primary: Primary | null,
) => ({
  // Account, name and options are the same of all; each connection takes its host from the server in use.
  connectionString: serversOf(databaseUrl)[0],
  ...(primary && { Client: clientOf(primary) }),
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
