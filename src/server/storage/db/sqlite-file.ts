import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Lists in queries make many texts; beyond this the oldest statement is prepared anew when it comes again. */
const statementsKept = 500;

/** How long another process may hold the write lock (a backup, a second server) before we give up. */
const busyTimeoutMs = 5_000;

/** One connection to the file, with the little of better-sqlite3 that Kysely asks for. */
export class SqliteFile implements SqliteDatabase {
  readonly raw: DatabaseSync;
  readonly use: 'write' | 'read';
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(path: string, use: 'write' | 'read') {
    this.use = use;
    this.raw = new DatabaseSync(path, {
      enableForeignKeyConstraints: true,
      timeout: busyTimeoutMs,
    });
    // recursive_triggers: without it INSERT OR REPLACE deletes past the triggers that guard the ledger.
    // journal_size_limit: one large transaction must not leave a large file behind.
    this.raw.exec(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA journal_size_limit=67108864;',
    );
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
    // Kysely hands on what a query was given; node:sqlite itself refuses what is no SQL value.
    const bound = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
    return {
      reader: statement.columns().length > 0,
      // Rows come without a prototype; a copy makes them the plain objects that pg gives too.
      all: (parameters) => statement.all(...bound(parameters)).map((row) => ({ ...row })),
      run: (parameters) => statement.run(...bound(parameters)),
      iterate: (parameters) => statement.iterate(...bound(parameters)),
    };
  }
}
