import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Queries inside one transaction, and what is to be told when it has committed. */
export interface Tx {
  readonly db: Kysely<Tables>;
  /** Wakes whoever listens to the topic, after the commit and only then. A member's news are counted with it. */
  tell(topic: string): void;
}

/** The database as use-cases see it: the same on SQLite and on PostgreSQL. */
export interface Store {
  /** Reads outside any transaction. Never written through. */
  readonly read: Kysely<Tables>;
  /**
   * Runs `work` in one transaction: all of it is kept, durably, or nothing. What `work` throws is thrown
   * on. It may run again after a deadlock or a serialisation failure, so it must have no other effects.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Holds one member's rows until the transaction ends. Everything that changes a member's points begins
   * with it, so that two phones and a till come one after another. SQLite has one writer anyway.
   */
  lockMember(tx: Tx, memberId: string): Promise<void>;
  close(): Promise<void>;
}
