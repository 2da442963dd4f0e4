import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { hasOldPlan, isReadOnly } from '#server/storage/db/postgres-faults.ts';
import type { ConnectingPool, Primary } from './postgres-primary.ts';

/** So many statements are kept by each connection: a few kilobytes of PostgreSQL's memory each. */
const namesAtMost = 300;
/** Longer ones are rows of a batch, of which each batch has another number. */
const charactersAtMost = 4_000;

/**
 * Connections whose statements are prepared once, and are answered in time: one that is not is closed, and its
 * statement fails.
 */
export function servingPool(
  pool: ConnectingPool,
  answerMs: number,
  primary: Primary | null,
): PostgresPool {
  const names = new StatementNames();
  // Kysely knows a connection again by its object.
  const known = new WeakMap<pg.PoolClient, ServingClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const serving = known.get(client) ?? new ServingClient(client, { names, answerMs, primary });
      known.set(client, serving);
      return serving;
    },
  };
}

interface Serving {
  readonly names: StatementNames;
  readonly answerMs: number;
  readonly primary: Primary | null;
}

class ServingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #names: StatementNames;
  readonly #answerMs: number;
  readonly #primary: Primary | null;
  #isInTransaction = false;
  #isClosed = false;
  #isOld = false;

  constructor(client: pg.PoolClient, { names, answerMs, primary }: Serving) {
    this.#client = client;
    this.#names = names;
    this.#answerMs = answerMs;
    this.#primary = primary;
  }

  // A cursor is never asked for: the storage reads in pages.
  readonly query = (async (text: string, values: unknown[]) => {
    const timer = setTimeout(() => {
      this.#isClosed = true;
      this.#client.release(true);
    }, this.#answerMs);
    try {
      return await this.#ask(text, values);
    } catch (fault) {
      // It was the primary and follows another one. Where there is only this one, somebody has made it so.
      if (this.#primary && isReadOnly(fault)) {
        this.#primary.suspect();
        this.#isOld = true;
      }
      throw fault;
    } finally {
      clearTimeout(timer);
    }
  }) as unknown as PostgresPoolClient['query'];

  async #ask(text: string, values: unknown[]): Promise<unknown> {
    if (/^(begin|start transaction)/i.test(text)) this.#isInTransaction = true;
    if (/^(commit|rollback)/i.test(text)) this.#isInTransaction = false;
    const name = values.length > 0 ? this.#names.of(text) : undefined;
    if (name === undefined) return this.#client.query(text, values);
    try {
      return await this.#client.query({ name, text, values });
    } catch (fault) {
      if (!hasOldPlan(fault)) throw fault;
      // A newer version has changed the table. This connection's other plans may be as old, so it goes when it is free.
      this.#isOld = true;
      // A transaction has failed by this, and begins again on another connection.
      if (this.#isInTransaction) throw fault;
      return await this.#client.query(text, values);
    }
  }

  release(destroy?: boolean): void {
    if (!this.#isClosed) this.#client.release(destroy || this.#isOld);
  }
}

/**
 * Names under which PostgreSQL keeps a statement and its plan on a connection, so that it is parsed and planned once
 * and not each time. The texts are the product's own, with the values beside them, so there are few.
 */
class StatementNames {
  readonly #names = new Map<string, string>();

  /** @returns undefined: it is not kept, because it is too long or too many are */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (text.length > charactersAtMost || this.#names.size >= namesAtMost) return undefined;
    const name = `tillpass_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
