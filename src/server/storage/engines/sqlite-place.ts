import { statSync } from 'node:fs';

/** SQLITE_READONLY_DBMOVED: SQLite has a code for it, and does not look while it keeps a log (WAL). */
const movedCode = 1032;

/**
 * Whether the database's file, and the log beside it, are still those that were opened. Who deletes, moves or replaces
 * one under a running server leaves the server an open file without a name: it takes every write, and all of it is gone
 * with the process. A file that is moved back is the same one again.
 */
export class SqlitePlace {
  readonly #paths: readonly string[];
  readonly #opened = new Map<string, string>();

  /** @param path the database's file, which exists */
  constructor(path: string) {
    this.#paths = [path, `${path}-wal`];
    this.isKept();
  }

  /** Takes microseconds. The log is known from the first look at which it exists. */
  isKept(): boolean {
    return this.#paths.every((path) => {
      const now = identity(path);
      const opened = this.#opened.get(path);
      if (opened !== undefined) return now === opened;
      if (now !== null) this.#opened.set(path, now);
      return true;
    });
  }

  /** @throws Error with a code of SQLite, so that it counts as a database that can't write */
  demandKept(): void {
    if (this.isKept()) return;
    const message = `${this.#paths[0]} or its log was deleted, moved or replaced under the server`;
    throw Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode: movedCode });
  }
}

/** Which file it is, whatever its name; null: there is none, or the folder can't be read. */
function identity(path: string): string | null {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
