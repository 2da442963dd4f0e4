import { type Kysely, sql } from 'kysely';
import type { ListWish } from '#domain/values/listed.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';

/** A purchase with its buyer and its returns. */
export interface PurchaseListed extends PurchaseRow {
  readonly number: string;
  readonly first_name: string | null;
  readonly returned_minor: number;
  readonly points_taken: number;
}

const listed = (db: Kysely<Tables>) =>
  db
    .selectFrom('purchases')
    .innerJoin('members', 'members.id', 'purchases.member_id')
    .selectAll('purchases')
    .select(['members.number', 'members.first_name'])
    .select((eb) => [
      eb
        .selectFrom('returns')
        .select(sql<number>`coalesce(sum(minor), 0)`.as('sum'))
        .whereRef('returns.member_id', '=', 'purchases.member_id')
        .whereRef('returns.purchase_id', '=', 'purchases.id')
        .as('returned_minor'),
      eb
        .selectFrom('returns')
        .select(sql<number>`coalesce(sum(points - lapsed), 0)`.as('sum'))
        .whereRef('returns.member_id', '=', 'purchases.member_id')
        .whereRef('returns.purchase_id', '=', 'purchases.id')
        .as('points_taken'),
    ]);

// PostgreSQL sums bigints to a decimal, which arrives as text.
const counted = (
  row: {
    [Key in keyof PurchaseListed]: PurchaseListed[Key] | null;
  },
): PurchaseListed => ({
  ...(row as PurchaseListed), // The sums are never null, which the type of a subquery can't know.
  returned_minor: Number(row.returned_minor),
  points_taken: Number(row.points_taken),
});

/** A purchase by its id alone, whoever's it is. */
export async function purchaseListed(
  db: Kysely<Tables>,
  id: string,
): Promise<PurchaseListed | undefined> {
  const row = await listed(db).where('purchases.id', '=', id).executeTakeFirst();
  return row && counted(row);
}

/** The purchases of a store, the latest first; one row more than wanted if there are more. */
export async function purchasesOfStore(
  db: Kysely<Tables>,
  wish: ListWish,
): Promise<PurchaseListed[]> {
  const { tillId, receiptNumber, memberId, from, until, after } = wish;
  let found = listed(db).where('purchases.store_id', '=', wish.storeId);
  if (tillId !== undefined) found = found.where('purchases.till_id', '=', tillId);
  if (receiptNumber !== undefined) {
    found = found.where('purchases.receipt_number', '=', receiptNumber);
  }
  if (memberId !== undefined) found = found.where('purchases.member_id', '=', memberId);
  if (from !== undefined) found = found.where('purchases.at', '>=', from);
  if (until !== undefined) found = found.where('purchases.at', '<', until);
  if (after) {
    found = found.where(sql<boolean>`(purchases.at, purchases.id) < (${after.at}, ${after.id})`);
  }
  const rows = await found
    .orderBy('purchases.at', 'desc')
    .orderBy('purchases.id', 'desc')
    .limit(wish.limit + 1)
    .execute();
  return rows.map(counted);
}

/** Whether a store has sold anything to a member since `since`. */
export async function hasSold(
  db: Kysely<Tables>,
  { storeId, since }: { readonly storeId: string; readonly since: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('purchases')
    .select('id')
    .where('store_id', '=', storeId)
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
