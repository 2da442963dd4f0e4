import { type Kysely, sql } from 'kysely';
import { memberOfTopic } from '#server/storage/db/live.ts';
import type { Tables } from '#server/storage/db/schema.ts';

/**
 * How often a member has changed. Read it before the member's data: changes that it counts are then in the data, and
 * every other one is told later, with a higher number.
 */
export async function newsOf(db: Kysely<Tables>, memberId: string): Promise<number> {
  const row = await db
    .selectFrom('member_news')
    .select('version')
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/**
 * Counts the members that a transaction tells of, as its last statement. The row is locked from here to the commit, so
 * numbers rise in the order of commits. Rows are locked last and sorted by member, so they cause no deadlock.
 */
export async function countNews(db: Kysely<Tables>, topics: Iterable<string>): Promise<void> {
  const members = [...topics].flatMap((topic) => memberOfTopic(topic) ?? []).sort();
  if (members.length === 0) return;
  await db
    .insertInto('member_news')
    .values(members.map((member_id) => ({ member_id, version: 1 })))
    .onConflict((conflict) =>
      conflict.column('member_id').doUpdateSet({ version: sql`member_news.version + 1` }),
    )
    .execute();
}
