import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/** Whose purchases have this receipt number, as it was reported, in any of these stores. */
export async function buyersOfReceipt(
  db: Kysely<Tables>,
  storeIds: readonly string[],
  receiptNumber: string,
  limit: number,
): Promise<string[]> {
  if (storeIds.length === 0) return [];
  const rows = await db
    .selectFrom('purchases')
    .select('member_id')
    .where('store_id', 'in', storeIds)
    .where('receipt_number', '=', receiptNumber)
    .limit(limit)
    .execute();
  return [...new Set(rows.map(({ member_id }) => member_id))];
}
