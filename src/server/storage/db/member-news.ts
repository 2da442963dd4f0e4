import { type Kysely, sql } from 'kysely';
import { memberOfTopic } from '#server/storage/db/live.ts';
import type { Tables } from '#server/storage/db/schema.ts';

/**
 * How many changes of a member have been told of. Read it before what it is to stand beside: every change that it
 * counts is then in what is read, and every other one is told of later, with a higher number.
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
 * Counts what a transaction tells of members, as its last statement. The row is held from here to the commit, so the
 * numbers rise in the order of the commits; held last and by member, it can't be half of a deadlock.
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
