import { type Kysely, sql } from 'kysely';

/**
 * How far new events are lifted above existing ones. A database may have lost transactions between its last backup and
 * the restore, and readers may have seen their events, so the step is large.
 */
const liftBy = 2 ** 32;

/**
 * Lets PostgreSQL number new events far above a number.
 * @param last the highest number of an event (`written_by`)
 */
// biome-ignore lint/suspicious/noExplicitAny: a function is in no schema.
export async function liftNewEvents(db: Kysely<any>, last: number): Promise<void> {
  // A function's body takes no parameters; these are our own whole numbers.
  await sql`create or replace function event_offset() returns bigint language sql stable
    as ${sql.lit(`select ${last + liftBy}::bigint`)}`.execute(db);
}
