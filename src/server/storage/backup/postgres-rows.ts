import type { SQLInputValue } from 'node:sqlite';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { type LedgerHash, LedgerHasher, ledgerInOrder } from './ledger-hash.ts';

/** Enough that a statement's own cost does not count, few enough for little memory. */
export const rowsAtOnce = 2_000;

/** A row as both databases give and take it: text, whole numbers and null. */
export type Row = Readonly<Record<string, SQLInputValue>>;

type Inside = Tx['db'] | Transaction<Tables>;

/**
 * The rows of a query, so many at a time: a cursor lives as long as its transaction. The next ones are on their way while
 * these are used.
 */
export async function* portions(
  db: Inside,
  query: RawBuilder<Row>,
): AsyncGenerator<readonly Row[]> {
  await sql`declare copied no scroll cursor for ${query}`.execute(db);
  const nextRows = () => {
    const asked = sql.raw<Row>(`fetch ${rowsAtOnce} from copied`).execute(db);
    // Whoever asks for these rows hears of it; nobody may ask any more.
    asked.catch(() => {});
    return asked;
  };
  for (let next = nextRows(); ; ) {
    const { rows } = await next;
    if (rows.length === 0) break;
    next = nextRows();
    yield rows;
  }
  await sql.raw('close copied').execute(db);
}

/** The hash of the ledger as a transaction of PostgreSQL sees it. */
export async function hashOf(db: Inside): Promise<LedgerHash> {
  const hasher = new LedgerHasher();
  for await (const rows of portions(db, sql.raw(ledgerInOrder))) {
    for (const row of rows) hasher.add(row);
  }
  return hasher.end();
}
