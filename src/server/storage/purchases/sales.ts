import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { PurchaseLine } from '#domain/purchase/line.ts';
import type { RatedSale, TimedReturn } from '#domain/purchase/rating.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { type Buyers, ofBuyers } from './buyers.ts';

/** What is read of each sale: a member may have thousands, and each sale reads them all. */
const read = [
  ...(['purchases.id', 'purchases.member_id', 'purchases.till_id'] as const),
  ...(['purchases.receipt_number', 'purchases.at', 'purchases.reported_at'] as const),
  ...(['purchases.minor', 'purchases.currency', 'purchases.counted'] as const),
  ...(['purchases.counts_from', 'purchases.available_at', 'purchases.tier_id'] as const),
  'purchases.source',
] as const;

type SaleRow = Pick<
  PurchaseRow,
  (typeof read)[number] extends `purchases.${infer Column extends keyof PurchaseRow}`
    ? Column
    : never
>;

/** A purchase with everything that decides what counts of it. */
export interface SaleSeen extends RatedSale {
  readonly row: SaleRow;
}

/** A member's purchases since an instant, with their returns: four statements, however many they are. */
export const salesSince = (
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<SaleSeen[]> =>
  salesOf(db, sql`purchases.member_id = ${memberId} and purchases.at > ${since}`);

/** The sales of many members, by member. */
export async function salesOfMembers(
  db: Kysely<Tables>,
  buyers: Buyers,
  since: number,
): Promise<Map<string, SaleSeen[]>> {
  const sales = await salesOf(
    db,
    sql`${ofBuyers(buyers, 'purchases')} and purchases.at > ${since}`,
  );
  return Map.groupBy(sales, ({ row }) => row.member_id);
}

/** Which purchases are read. */
type Which = RawBuilder<boolean>;

async function salesOf(db: Kysely<Tables>, which: Which): Promise<SaleSeen[]> {
  const rows = await db.selectFrom('purchases').select(read).where(which).execute();
  const returns = await returnsByPurchase(db, which);
  const lines = returns.size === 0 ? new Map() : await paidByPurchase(db, which);
  return rows.map((row) =>
    saleSeen(row, { lines: lines.get(row.id) ?? [], returns: returns.get(row.id) ?? [] }),
  );
}

/** @param back what came back, and the lines of a purchase of which something did */
export const saleSeen = (row: SaleRow, back: Pick<SaleSeen, 'lines' | 'returns'>): SaleSeen => ({
  row,
  soldAt: row.at,
  tillId: row.till_id,
  receiptNumber: row.receipt_number,
  total: { minor: row.minor, currency: row.currency },
  // One of before its own time was kept counts from when its points can be spent.
  counted: row.counted,
  countsFrom: row.counts_from ?? row.available_at,
  ...back,
});

async function returnsByPurchase(
  db: Kysely<Tables>,
  which: Which,
): Promise<Map<string, TimedReturn[]>> {
  const rows = await db
    .selectFrom('purchases')
    .innerJoin('returns', (join) =>
      join
        .onRef('returns.member_id', '=', 'purchases.member_id')
        .onRef('returns.purchase_id', '=', 'purchases.id'),
    )
    .select(['returns.id', 'returns.purchase_id', 'returns.at', 'returns.what', 'returns.minor'])
    .where(which)
    .execute();
  if (rows.length === 0) return new Map();
  const byLine = await db
    .selectFrom('purchases')
    .innerJoin('return_lines', (join) =>
      join
        .onRef('return_lines.member_id', '=', 'purchases.member_id')
        .onRef('return_lines.purchase_id', '=', 'purchases.id'),
    )
    .select(['return_lines.return_id', 'return_lines.line_id as id', 'return_lines.minor'])
    .where(which)
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
  which: Which,
): Promise<Map<string, PurchaseLine[]>> {
  const rows = await db
    .selectFrom('purchases')
    .innerJoin('purchase_lines', (join) =>
      join
        .onRef('purchase_lines.member_id', '=', 'purchases.member_id')
        .onRef('purchase_lines.purchase_id', '=', 'purchases.id'),
    )
    .select(['purchase_lines.purchase_id', 'purchase_lines.id', 'purchase_lines.minor'])
    .where(which)
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
