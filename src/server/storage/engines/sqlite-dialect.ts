import { setImmediate as letOthers } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
} from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import { SqliteCompiler } from './sqlite-compiler.ts';
import type { SqliteFile } from './sqlite-file.ts';

/** Queries over their own connection. Kysely lets one through at a time, so transactions stay whole. */
export const overFile = (file: SqliteFile): Kysely<Tables> =>
  new Kysely({ dialect: dialectOf(new Connection(file, () => false), beginOf(file)) });

/**
 * Queries inside a transaction that the writer has begun. They go straight to the connection.
 * @param isOver asked before each query: a late one must not run in another job's transaction
 */
export const withinTransaction = (file: SqliteFile, isOver: () => boolean): Kysely<Tables> =>
  new Kysely({ dialect: dialectOf(new Connection(file, isOver), null) });

// A writer takes the lock at the start, because a reader that begins to write may be refused half-way.
const beginOf = (file: SqliteFile): Begin => (file.use === 'write' ? 'begin immediate' : 'begin');

/** So long readers may take, one statement after the other, until others have their turn. */
const turnMs = 10;

/**
 * The event loop's turns. A statement answers at once, so a reader of many pages goes from one to the next without leaving the
 * turn in which it began, and nobody is answered meanwhile.
 */
class Turn {
  #since: number | null = null;

  /** Whether reading has taken the whole turn. The first question begins to count. */
  isOver(): boolean {
    if (this.#since !== null) return performance.now() - this.#since > turnMs;
    this.#since = performance.now();
    setImmediate(() => {
      this.#since = null;
    });
    return false;
  }
}

/** Statements run where they are called, so statements of two jobs never mix. */
class Connection implements DatabaseConnection {
  readonly #file: SqliteFile;
  readonly #turn = new Turn();
  readonly #isOver: () => boolean;

  constructor(file: SqliteFile, isOver: () => boolean) {
    this.#file = file;
    this.#isOver = isOver;
  }

  get isInTransaction(): boolean {
    return this.#file.raw.isTransaction;
  }

  // Async, so that a refused statement is a rejected promise and no thrown error.
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isOver()) throw new Error('a query after its transaction had ended');
    // The writer's jobs are short, and leave the turn between two transactions.
    if (this.#file.use === 'read' && this.#turn.isOver()) await letOthers();
    const statement = this.#file.prepare(query.sql);
    // The row type is Kysely's own claim about its query.
    if (statement.reader) return { rows: statement.all(query.parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(query.parameters);
    return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator and we never stream.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('an open stream would hold the only connection; read in pages');
  }
}

/** How a transaction begins here; null inside one, where none can begin. */
type Begin = 'begin immediate' | 'begin' | null;

class Adapter extends SqliteAdapter {
  readonly #begin: Begin;

  constructor(begin: Begin) {
    super();
    this.#begin = begin;
  }

  /** SQLite rolls back tables as well as rows, so a failed migration leaves nothing behind. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  /** "Several" means that Kysely adds no queue of its own; the writer has one. */
  override get supportsMultipleConnections(): boolean {
    return this.#begin === null;
  }
}

const dialectOf = (connection: Connection, begin: Begin): Dialect => ({
  createAdapter: () => new Adapter(begin),
  createDriver: () => driverOf(connection, begin),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteCompiler(),
});

function driverOf(connection: Connection, begin: Begin): Driver {
  const run = async (sql: string | null) => {
    if (begin === null || sql === null) throw new Error('this is a transaction already');
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: () => run(begin),
    commitTransaction: () => run('commit'),
    rollbackTransaction: async () => {
      // On a full disk SQLite has rolled back already, and the reason must not be lost.
      if (begin === null || connection.isInTransaction) await run('rollback');
    },
    // Whoever opened the file closes it.
    destroy: async () => {},
  };
}
