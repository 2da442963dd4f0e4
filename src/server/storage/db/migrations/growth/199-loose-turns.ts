import { type Kysely, sql } from 'kysely';

/**
 * Finds the turns that the job can fold: on PostgreSQL each transaction leaves parts of its own at the same instant, and what
 * moves an end leaves nothing where it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index segment_turns_loose on segment_turns (segment_key, at, part)
    where part <> 0 or members = 0`.execute(db);
}
