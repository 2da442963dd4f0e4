import { type Kysely, sql } from 'kysely';

/**
 * Which program is in force is the first question of every act. The index answers it whole: SQLite reads a row's columns in
 * their order, so what stands behind the document was read through all of its pages.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index programs_by_beginning`.execute(db);
  await sql`create index programs_by_beginning
    on programs (coalesce(begins_at, loaded_at), version, loaded_at, begins_at)`.execute(db);
}
