import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Queries inside one transaction, and the topics to tell after its commit. */
export interface Tx {
  readonly db: Kysely<Tables>;
  /** Wakes the listeners of a topic, after the commit and only then. Changes of a member are counted with it. */
  tell(topic: string): void;
}

/** A pool of connections to PostgreSQL; SQLite has none. */
export interface Connections {
  readonly pool: 'write' | 'read';
  readonly busy: number;
  readonly idle: number;
  /** How many wait for one. */
  readonly waiting: number;
}

/** The database for use-cases: the same on SQLite and on PostgreSQL. */
export interface Store {
  /** Reads outside any transaction. Never write through it. */
  readonly read: Kysely<Tables>;
  /**
   * Runs `work` in one transaction: all of it is stored durably, or nothing. An error of `work` is thrown on. It may
   * run again after a deadlock or a serialisation failure, so it must have no other effects.
   * @param pace `at length` for a job that nobody waits for: PostgreSQL lets its statements take as long as they need
   */
  transact<T>(work: (tx: Tx) => Promise<T>, pace?: 'at length'): Promise<T>;
  /**
   * Locks one member's rows until the transaction ends. Everything that changes a member's points begins with it, so
   * that two phones and a till come one after another. SQLite has one writer anyway.
   */
  lockMember(tx: Tx, memberId: string): Promise<void>;
  /**
   * Leaves nothing of deleted rows in the database's own log, where it has one that is copied to its place later. Call it
   * after the transaction that deleted them.
   */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

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

const inside = new AsyncLocalStorage<true>();

/**
 * Throws when a transaction begins inside another one. The two would wait for each other: for ever on SQLite, with a
 * deadlock on PostgreSQL. It is a mistake in a use-case.
 */
export function refuseNesting(): void {
  if (inside.getStore()) throw new Error('transact was called inside another transact');
}

export const markInside = <T>(work: () => Promise<T>): Promise<T> => inside.run(true, work);
