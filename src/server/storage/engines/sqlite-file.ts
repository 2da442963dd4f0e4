import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/**
 * How many prepared statements are kept; beyond this the oldest is dropped. A query with a list has another SQL text for
 * each length, so without a limit they would pile up.
 */
const statementsKept = 500;

/** How long we wait for another process's write lock (a backup, a second server). */
const busyTimeoutMs = 5_000;

/** One connection to the file, with the part of better-sqlite3's interface that Kysely needs. */
export class SqliteFile implements SqliteDatabase {
  readonly raw: DatabaseSync;
  readonly use: 'write' | 'read';
  readonly #statements = new Map<string, SqliteStatement>();
  readonly #bare: boolean;

  /** @param bare rows stay without a prototype, for a program that reads millions and hands none of them on */
  constructor(path: string, use: 'write' | 'read', { bare = false } = {}) {
    this.use = use;
    this.#bare = bare;
    this.raw = new DatabaseSync(path, {
      enableForeignKeyConstraints: true,
      timeout: busyTimeoutMs,
    });
    // recursive_triggers: without it, INSERT OR REPLACE deletes without the triggers that protect the ledger.
    // journal_size_limit: one large transaction must not leave a large file behind.
    this.raw.exec(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA journal_size_limit=67108864;',
    );
    // What is deleted is overwritten: the file is what somebody gets who steals the disk.
    this.raw.exec('PRAGMA secure_delete=ON');
    if (use === 'read') this.raw.exec('PRAGMA query_only=ON');
  }

  prepare(sql: string): SqliteStatement {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.#prepare(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > statementsKept) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest);
        break;
      }
    }
    return statement;
  }

  close(): void {
    this.#statements.clear();
    if (this.raw.isOpen) this.raw.close();
  }

  #prepare(sql: string): SqliteStatement {
    const statement = this.raw.prepare(sql);
    // Kysely passes on a query's parameters; node:sqlite refuses what is no SQL value.
    const bound = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
    return {
      reader: statement.columns().length > 0,
      // Rows have no prototype; a copy makes them plain objects, as pg gives.
      all: (parameters) => {
        const rows = statement.all(...bound(parameters));
        return this.#bare ? rows : rows.map((row) => ({ ...row }));
      },
      run: (parameters) => statement.run(...bound(parameters)),
      iterate: (parameters) => statement.iterate(...bound(parameters)),
    };
  }
}
