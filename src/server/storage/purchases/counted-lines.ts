import { type Kysely, sql } from 'kysely';
import type { CountedThere } from '#domain/earning/counted-together.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { ofMemberships } from '#server/storage/merges/merges.ts';

/**
 * What is counted by each rule in the books of these memberships, day by day or period by period.
 * @param periods the first instants of the periods that are asked for; absent: all
 */
export async function countedBy(
  db: Kysely<Tables>,
  memberIds: readonly string[],
  rules: readonly string[],
  periods?: readonly number[],
): Promise<Map<string, CountedThere[]>> {
  if (rules.length === 0) return new Map();
  // Which purchase was the first is asked where a day can have visits in the books of several memberships.
  const firstAt = memberIds.length > 1 ? sql<number>`min(at)` : sql<number>`0`;
  const rows = await countedIn(db, memberIds, firstAt)
    .where('rule_id', 'in', rules)
    .$if(periods !== undefined, (all) => all.where('within', 'in', periods ?? []))
    .execute();
  const byRule = Map.groupBy(rows, ({ rule_id }) => rule_id);
  return new Map([...byRule].map(([rule, own]) => [rule, own.map(toCounted)]));
}

/** What is counted in the books of these memberships, by rule, and day or period. */
export const countedIn = (
  db: Kysely<Tables>,
  memberIds: readonly string[],
  firstAt = sql<number>`min(at)`,
) =>
  db
    .selectFrom('earned_lines')
    .select((eb) => [
      'member_id',
      'rule_id',
      'within',
      firstAt.as('first_at'),
      eb.fn.sum<number>(eb('counted', '-', eb.ref('counted_back'))).as('counted'),
    ])
    .where(ofMemberships(memberIds))
    .groupBy(['member_id', 'rule_id', 'within']);

/** PostgreSQL sums bigints to a decimal, which arrives as text. */
export const toCounted = (row: {
  readonly member_id: string;
  readonly within: number;
  readonly counted: number;
  readonly first_at: number;
}): CountedThere => ({
  memberId: row.member_id,
  within: row.within,
  counted: Number(row.counted),
  firstAt: Number(row.first_at),
});

/**
 * The latest purchase of these memberships that a rule counts; undefined: it counts none.
 * @param within the period of its goal; null: it is a card, which counts all
 */
export const lastCounted = (
  db: Kysely<Tables>,
  memberIds: readonly string[],
  { rule, within }: { readonly rule: string; readonly within: number | null },
): Promise<{ member_id: string; purchase_id: string } | undefined> =>
  db
    .selectFrom('earned_lines')
    .select(['member_id', 'purchase_id'])
    .where(ofMemberships(memberIds))
    .where('rule_id', '=', rule)
    .$if(within !== null, (all) => all.where('within', '=', within))
    .whereRef('counted', '>', 'counted_back')
    .orderBy('at', 'desc')
    .orderBy('purchase_id', 'desc')
    .limit(1)
    .executeTakeFirst();
