import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { goOnAmong, mergedInto } from '#server/storage/merges/merges.ts';
import { awardsByMember } from '#server/storage/purchases/awards.ts';

/** What stands on a member's cards from memberships that were merged into theirs. */
export interface PastCards {
  readonly counted: readonly {
    readonly rule: string;
    readonly within: number;
    readonly counted: number;
  }[];
  readonly awards: readonly AwardRow[];
}

/** The same by member: two statements, and three for each who merged a membership. Who merged none is not in it. */
export async function pastCards(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, PastCards>> {
  const found = new Map<string, PastCards>();
  for (const memberId of await goOnAmong(db, memberIds)) {
    const ended = (await mergedInto(db, memberId)).map(({ from_id: id }) => id);
    const rows = await db
      .selectFrom('earned_lines')
      .select((eb) => [
        'rule_id',
        'within',
        eb.fn.sum<number>(eb('counted', '-', eb.ref('counted_back'))).as('counted'),
      ])
      .where('member_id', 'in', ended)
      .where('counted', '>', 0)
      // What a friend bought counts in the membership that was invited.
      .where('rule_id', 'not in', (eb) => eb.selectFrom('referrals').select('rule_id'))
      .groupBy(['rule_id', 'within'])
      .execute();
    found.set(memberId, {
      // PostgreSQL sums bigints to a decimal, which arrives as text.
      counted: rows.map((row) => ({
        rule: row.rule_id,
        within: row.within,
        counted: Number(row.counted),
      })),
      awards: [...(await awardsByMember(db, ended)).values()].flat(),
    });
  }
  return found;
}
