import { type Kysely, sql } from 'kysely';

/**
 * Takes the segments off purchases of members who have left. A membership that was merged is erased too, and its books are
 * of the one that goes on: they keep theirs while a merge says so, as that goes with its member.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update purchases set segments = null
    where segments is not null
      and member_id in (select id from members where erased_at is not null)
      and member_id not in (select from_id from merges)`.execute(db);
}
