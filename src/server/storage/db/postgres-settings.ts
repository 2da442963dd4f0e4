import pg from 'pg';

/** Of each of the two pools: 17 connections a process with the listener, six processes in a default server. */
export const poolSize = 8;

const connectTimeoutMs = 5_000;
/** A process that stalls in a transaction must not hold a member's rows for ever. */
const idleInTransactionMs = 30_000;

export const connectionOf = (databaseUrl: string) => ({
  connectionString: databaseUrl,
  application_name: 'tillpass',
  connectionTimeoutMillis: connectTimeoutMs,
  idle_in_transaction_session_timeout: idleInTransactionMs,
  keepAlive: true,
});

/** bigint, and numeric as sums of bigints come: text in pg, because they can exceed a double. */
const wholeTypes: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];

/** Reads them as numbers, as SQLite gives them, and says so when one does not fit. */
export const wholeNumbers: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    wholeTypes.includes(id) && format !== 'binary' ? toWhole : pg.types.getTypeParser(id, format),
};

function toWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe whole number: ${text}`);
  return value;
}
