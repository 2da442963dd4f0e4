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
 * have taken steps after it. PostgreSQL is asked for an index too: `psql` and a plain `pg_restore` make indexes when every
 * row is there. `pg_restore --jobs` makes that of one table while it fills another, so docs/backup.md rules it out here.
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

/**
 * The row by which somebody is known. Before anybody is told that they are not, the tables must be whole: nobody has
 * failed yet where a restore made them a moment ago and has filled none.
 * @throws TablesMissing, or PostgreSQL's or SQLite's own failure
 */
export async function knownRow<Row>(
  db: Kysely<Tables>,
  asked: Promise<Row | undefined>,
): Promise<Row | undefined> {
  const row = await asked;
  if (row === undefined) await demandShop(db);
  return row;
}
