import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { OpenOptions } from './open.ts';
import { sqlitePath } from './sqlite.ts';
import { overFile } from './sqlite-dialect.ts';
import { SqliteFile } from './sqlite-file.ts';

/** A connection of its own that can't write, for somebody who reads for long beside a server. */
export interface Reader {
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

export type ReaderOptions = Pick<OpenOptions, 'dataDir' | 'databaseUrl'>;

/** One number of ours, for the lock of PostgreSQL that only one long reader holds. */
const oneReader = 7_355_608;

/**
 * Opens the database for one long reader.
 * @returns null: another process has one already, which PostgreSQL knows
 */
export async function openReader({ dataDir, databaseUrl }: ReaderOptions): Promise<Reader | null> {
  if (databaseUrl) return openPostgresReader(databaseUrl);
  const file = new SqliteFile(sqlitePath(dataDir), 'read', { bare: true });
  return { db: overFile(file), close: async () => file.close() };
}

async function openPostgresReader(databaseUrl: string): Promise<Reader | null> {
  const { default: pg } = await import('pg');
  const { connectionOf, wholeNumbers } = await import('./postgres-settings.ts');
  const { Primary } = await import('./postgres-primary.ts');
  // One connection: the lock is that connection's.
  const pool = new pg.Pool({
    ...connectionOf(databaseUrl, null, Primary.of(databaseUrl)),
    max: 1,
    types: wholeNumbers,
  });
  pool.on('error', () => {});
  const { rows } = await pool.query('select pg_try_advisory_lock($1) as alone', [oneReader]);
  if (!rows[0]?.alone) {
    await pool.end();
    return null;
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await db.executeQuery(CompiledQuery.raw('set default_transaction_read_only = on'));
  return { db, close: () => db.destroy() };
}
