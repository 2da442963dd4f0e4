import type { Kysely } from 'kysely';
import type { CountedThere, JoinedAt } from '#domain/earning/counted-together.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { goOnAmong, personOf } from '#server/storage/merges/merges.ts';
import { awardsByMember } from '#server/storage/purchases/awards.ts';

/** What is counted for a member, and was given to them, in the books of memberships that were merged into theirs. */
export interface PastMerged {
  readonly counted: readonly (CountedThere & { readonly rule: string })[];
  readonly awards: readonly AwardRow[];
  readonly joinedAt: JoinedAt;
}

/** The same by member: two statements, and some for each who merged a membership. Who merged none is not in it. */
export async function pastMerged(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, PastMerged>> {
  const found = new Map<string, PastMerged>();
  for (const memberId of await goOnAmong(db, memberIds)) {
    const { ids, joinedAt } = await personOf(db, memberId);
    const ended = ids.filter((id) => id !== memberId);
    const rows = await db
      .selectFrom('earned_lines')
      .select((eb) => [
        'member_id',
        'rule_id',
        'within',
        eb.fn.min('at').as('first_at'),
        eb.fn.sum<number>(eb('counted', '-', eb.ref('counted_back'))).as('counted'),
      ])
      .where('member_id', 'in', ended)
      .where('counted', '>', 0)
      // What a friend bought counts in the membership that was invited.
      .where('rule_id', 'not in', (eb) => eb.selectFrom('referrals').select('rule_id'))
      .groupBy(['member_id', 'rule_id', 'within'])
      .execute();
    found.set(memberId, {
      // PostgreSQL sums bigints to a decimal, which arrives as text.
      counted: rows.map((row) => ({
        memberId: row.member_id,
        rule: row.rule_id,
        within: row.within,
        counted: Number(row.counted),
        firstAt: Number(row.first_at),
      })),
      awards: [...(await awardsByMember(db, ended)).values()].flat(),
      joinedAt,
    });
  }
  return found;
}
