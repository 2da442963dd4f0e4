import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';
import { moveTable } from './storage-unavailable.ts';
import type { Tx } from './store.ts';

/** A transaction in which tables of PostgreSQL are filled. */
export interface Filling extends Pick<Tx, 'db'> {
  /**
   * Puts rows into a table by COPY, which takes a fraction of the time of an insert.
   * @param into the table and its columns, as PostgreSQL quotes them
   * @param lines CSV, any number of whole lines at a time; read as fast as PostgreSQL takes them
   */
  copyIn(into: string, lines: Iterable<string>): Promise<void>;
  /**
   * Gives what a query finds as the same CSV, some bytes at a time. It must be read to its end.
   * @param texts the columns whose values stand between quotes
   */
  copyOut(query: string, texts: readonly string[]): AsyncIterable<Buffer>;
}

/** A connection over which one transaction comes after the other, and which nobody waits for. */
export interface FillingConnection {
  /** So many rows are one transaction: what is done again after a kill, and no measure of memory. */
  readonly rowsAtOnce: number;
  /** Commits what `work` did, or nothing of it. */
  transact<T>(work: (filling: Filling) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Whether a move into this PostgreSQL is under way, so that the shop is only partly there. */
export async function isUnfinished(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass(${moveTable})::text as found`.execute(db);
  return typeof rows[0]?.found === 'string';
}
