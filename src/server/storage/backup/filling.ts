import type { Tx } from '#server/storage/db/store.ts';
import type { LedgerHash } from './ledger-hash.ts';

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

/** The database that should be filled holds something already. */
export class NotEmpty extends Error {}

/** The file and the database have tables of two versions. */
export class OtherTables extends Error {}

/** What came out is not what went in, so nothing of it was kept. */
export class OtherLedger extends Error {}

/** A table came out with another number of rows than went in, so nothing of it was kept. */
export class OtherRows extends Error {}

/** One of these tables has a row as soon as anything has happened. */
export const telling: readonly string[] = ['programs', 'members', 'events'];

/** @throws OtherLedger */
export function demandSame(found: LedgerHash, wanted: LedgerHash): void {
  if (found.hash === wanted.hash && found.entries === wanted.entries) return;
  throw new OtherLedger(
    `the ledger came out with ${found.entries} entries and another hash; the file has ${wanted.entries}`,
  );
}
