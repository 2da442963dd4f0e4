import type { Kysely } from 'kysely';
import type { PurchaseLine } from '#domain/purchase/line.ts';
import type { RatedSale, TimedReturn } from '#domain/purchase/rating.ts';
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
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** A purchase with everything that decides what counts of it. */
export interface SaleSeen extends RatedSale {
  readonly row: PurchaseRow;
}

/** A member's purchases since an instant, with their returns: four statements, however many they are. */
export async function salesSince(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<SaleSeen[]> {
  const rows = await db
    .selectFrom('purchases')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('at', '>', since)
    .execute();
  const returns = await returnsByPurchase(db, memberId, since);
  const lines = returns.size === 0 ? new Map() : await paidByPurchase(db, memberId, since);
  return rows.map((row) => ({
    row,
    ...{ soldAt: row.at, tillId: row.till_id, receiptNumber: row.receipt_number },
    total: { minor: row.minor, currency: row.currency },
    lines: lines.get(row.id) ?? [],
    // One of before its own time was kept counts from when its points can be spent.
    ...{ counted: row.counted, countsFrom: row.counts_from ?? row.available_at },
    returns: returns.get(row.id) ?? [],
  }));
}

async function returnsByPurchase(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<Map<string, TimedReturn[]>> {
  const rows = await db
    .selectFrom('purchases')
    .innerJoin('returns', (join) =>
      join
        .onRef('returns.member_id', '=', 'purchases.member_id')
        .onRef('returns.purchase_id', '=', 'purchases.id'),
    )
    .select(['returns.id', 'returns.purchase_id', 'returns.at', 'returns.what', 'returns.minor'])
    .where('purchases.member_id', '=', memberId)
    .where('purchases.at', '>', since)
    .execute();
  if (rows.length === 0) return new Map();
  const byLine = await db
    .selectFrom('return_lines')
    .select(['return_id', 'line_id as id', 'minor'])
    .where('member_id', '=', memberId)
    .where(
      'return_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  const linesOf = Map.groupBy(byLine, ({ return_id }) => return_id);
  const timed = rows.map(({ id, purchase_id, ...one }) => ({
    purchase_id,
    ...one,
    lines: (linesOf.get(id) ?? []).map(({ id: line, minor }) => ({ id: line, minor })),
  }));
  return Map.groupBy(timed, ({ purchase_id }) => purchase_id);
}

/** What was paid for each line of purchases that something came back of, in the order of the receipt. */
async function paidByPurchase(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<Map<string, PurchaseLine[]>> {
  const rows = await db
    .selectFrom('purchases')
    .innerJoin('purchase_lines', (join) =>
      join
        .onRef('purchase_lines.member_id', '=', 'purchases.member_id')
        .onRef('purchase_lines.purchase_id', '=', 'purchases.id'),
    )
    .select(['purchase_lines.purchase_id', 'purchase_lines.id', 'purchase_lines.minor'])
    .where('purchases.member_id', '=', memberId)
    .where('purchases.at', '>', since)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('returns')
          .select('returns.id')
          .whereRef('returns.member_id', '=', 'purchases.member_id')
          .whereRef('returns.purchase_id', '=', 'purchases.id'),
      ),
    )
    .orderBy('purchase_lines.number')
    .execute();
  return Map.groupBy(rows, ({ purchase_id }) => purchase_id);
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
