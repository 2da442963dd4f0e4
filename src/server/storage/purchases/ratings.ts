import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PurchaseRatingRow, PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Whether anything of a member happened at an instant or after it: then a sale that is not stored yet comes late. */
export async function isLate(db: Kysely<Tables>, memberId: string, at: number): Promise<boolean> {
  const sold = db
    .selectFrom('purchases')
    .select('at')
    .where('member_id', '=', memberId)
    .where('at', '>=', at);
  const back = db
    .selectFrom('returns')
    .select('at')
    .where('member_id', '=', memberId)
    .where('at', '>=', at);
  const found =
    (await sold.limit(1).executeTakeFirst()) ?? (await back.limit(1).executeTakeFirst());
  return found !== undefined;
}

/**
 * Whether a member has sales at an instant or after it, whose tier what is reported now may change.
 * @param except a purchase that is not looked for
 */
export async function hasSalesFrom(
  db: Kysely<Tables>,
  memberId: string,
  at: number,
  except: string,
): Promise<boolean> {
  const found = await db
    .selectFrom('purchases')
    .select('id')
    .where('member_id', '=', memberId)
    .where('at', '>=', at)
    .where('id', '<>', except)
    // What was brought over keeps what it earned elsewhere.
    .where('source', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Everything that rating a purchase anew has changed so far. */
export async function ratingsOf(
  db: Kysely<Tables>,
  memberId: string,
  purchaseId: string,
): Promise<{ count: number; back: number; lapsed: number }> {
  const rows = await db
    .selectFrom('purchase_ratings')
    .select(['back', 'lapsed'])
    .where('member_id', '=', memberId)
    .where('purchase_id', '=', purchaseId)
    .execute();
  return {
    count: rows.length,
    back: rows.reduce((sum, { back }) => sum + back, 0),
    lapsed: rows.reduce((sum, { lapsed }) => sum + lapsed, 0),
  };
}

/** Adds a rating, and puts what the purchase earns now into its row. */
export async function addRating(
  tx: Tx,
  row: PurchaseRatingRow,
  earned: Pick<PurchaseRow, 'points'>,
): Promise<void> {
  await tx.db.insertInto('purchase_ratings').values(row).execute();
  await tx.db
    .updateTable('purchases')
    .set({ points: earned.points, tier_id: row.tier_id })
    .where('member_id', '=', row.member_id)
    .where('id', '=', row.purchase_id)
    .execute();
}
