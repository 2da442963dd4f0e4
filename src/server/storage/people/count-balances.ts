import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/**
 * How many members have at least so many points, and fewer than `below`.
 * @param atMost counting ends there
 */
export async function countBalances(
  db: Kysely<Tables>,
  { from, below }: { readonly from: number; readonly below: number | null },
  atMost: number,
): Promise<number> {
  let some = db.selectFrom('members').select('id').where('balance', '>=', from);
  if (below !== null) some = some.where('balance', '<', below);
  const { count } = await db
    .selectFrom(some.limit(atMost).as('some'))
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
