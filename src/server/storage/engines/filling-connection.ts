import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Tables } from '#server/storage/db/schema.ts';
import type { FillingConnection } from '#server/storage/db/store.ts';
import { leadingPool, Primary } from './postgres-primary.ts';
import { connectionOf, wholeNumbers } from './postgres-settings.ts';

/** A second or two of work to do again after a kill. */
const rowsAtOnce = 100_000;
/** Indexes are sorted in it. As PostgreSQL has several hundred on any machine, and gives it back at once. */
const sortingMemory = '256MB';

/**
 * Opens a connection of its own, over which tables are filled by COPY.
 * @param databaseUrl `postgres://…`, of one server or several
 */
export async function openFilling(databaseUrl: string): Promise<FillingConnection> {
  const primary = Primary.of(databaseUrl);
  const pool = new pg.Pool({
    ...connectionOf(databaseUrl, null, primary),
    max: 1,
    types: wholeNumbers,
  });
  pool.on('error', () => {});
  const client = await leadingPool(pool, primary).connect();
  // One that breaks between two statements makes the next one fail; its event would end the process.
  client.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: alwaysThis(client) }) });
  return {
    rowsAtOnce,
    transact: (work) =>
      db.transaction().execute(async (trx) => {
        await unhurried(trx);
        return work({
          db: trx,
          copyIn: (into, lines) => copyIn(client, into, lines),
          copyOut: (query, texts) => copyOut(client, query, texts),
        });
      }),
    close: async () => {
      client.release(true);
      await pool.end();
    },
  };
}

/** What Kysely asks for its transactions, and what COPY is sent over, are one connection. */
const alwaysThis = (client: pg.PoolClient): PostgresPool => ({
  options: {},
  connect: async () => ({
    // Kysely asks a connection for queries alone; a cursor is never asked for.
    query: client.query.bind(client) as never,
    release: () => {},
  }),
  end: async () => {},
});

/** Reading a file may take longer than a connection may stand still, and making an index longer than a statement. */
async function unhurried(db: Kysely<Tables>): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(db);
  await sql`set local statement_timeout = 0`.execute(db);
  await sql`set local maintenance_work_mem = ${sql.lit(sortingMemory)}`.execute(db);
}

const copyIn = (client: pg.PoolClient, into: string, lines: Iterable<string>): Promise<void> =>
  pipeline(
    Readable.from(lines),
    client.query(copyFrom(`copy ${into} from stdin with (format csv)`)),
  );

const copyOut = (client: pg.PoolClient, query: string, texts: readonly string[]) =>
  client.query(
    copyTo(`copy (${query}) to stdout with (format csv, force_quote (${texts.join(', ')}))`),
  );
