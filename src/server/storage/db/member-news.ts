import { type Kysely, sql } from 'kysely';
import { memberOfTopic } from '#server/storage/db/live.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
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
 * numbers rise in the order of commits. Their spans in segments are to be worked out anew from then on. Rows are locked last and sorted by member, so they cause no deadlock.
 */
export async function countNews(db: Kysely<Tables>, topics: Iterable<string>): Promise<void> {
  const told = new Set([...topics].flatMap((topic) => memberOfTopic(topic) ?? []));
  const members = [...told].sort();
  for (const some of portionsOf(members))
    await db
      .insertInto('member_news')
      .values(some.map((member_id) => ({ member_id, version: 1, look_at: 0 })))
      .onConflict((conflict) =>
        conflict
          .column('member_id')
          .doUpdateSet({ version: sql`member_news.version + 1`, look_at: 0 }),
      )
      .execute();
}
