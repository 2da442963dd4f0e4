import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { newestStep } from '#server/storage/db/migrate.ts';
import type { Tables } from '#server/storage/db/schema.ts';

/** The tables are not all there, or not filled yet. Its code is PostgreSQL's for a table that is not there. */
export class TablesMissing extends Error {
  readonly code = '42P01';
}

/**
 * Asks a small table, which a restore fills as it does all others, for the last step of this version; a newer version may
 * have taken steps after it. PostgreSQL makes indexes when every row is there, so it is asked for one of them too.
 * @throws TablesMissing, or PostgreSQL's or SQLite's own failure
 */
export async function demandTables(db: Kysely<Tables>): Promise<void> {
  const indexed = isPostgres(db) ? sql`and to_regclass('events_id') is not null` : sql``;
  const { rows } = await sql`
    select 1 from kysely_migration where name = ${newestStep} ${indexed}`.execute(db);
  if (rows.length === 0) throw new TablesMissing('the tables are being restored');
}

/**
 * The same of a database in which a shop has been: our own restore takes every step, and then fills all tables in one
 * transaction. Until its commit there is neither a program nor what each server writes when it starts.
 * @throws TablesMissing, or PostgreSQL's or SQLite's own failure
 */
export async function demandShop(db: Kysely<Tables>): Promise<void> {
  await demandTables(db);
  const { rows } = await sql`
    select 1 where exists (select 1 from installation) or exists (select 1 from programs)`.execute(
    db,
  );
  if (rows.length === 0) throw new TablesMissing('the tables are being restored');
}
