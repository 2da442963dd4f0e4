import { type Kysely, sql } from 'kysely';
import type { SoldLine } from '#domain/purchase/line.ts';
import type { Basket, Tender } from '#domain/purchase/purchase.ts';
import type { TimedReturn } from '#domain/purchase/rating.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { goOnAmong, mergedInto } from '#server/storage/merges/merges.ts';
import type { MemberRange } from '#server/storage/purchases/buyers.ts';
import { earnedLinesByPurchase, type KeptLine } from '#server/storage/purchases/earned-lines.ts';
import { toLine } from '#server/storage/purchases/lines.ts';

/** Goods that came back, and the purchase that an exchange made of them; null: none. */
export interface PastReturn extends TimedReturn {
  readonly id: string;
  readonly purchaseId: string;
  readonly madePurchaseId: string | null;
}

/** What goods were worth for which a purchase was taken in exchange. */
export interface Exchanged {
  /** Minor units. */
  readonly minor: number;
  /** Points that the return took, those that had expired aside. */
  readonly taken: number;
}

/** A purchase as it was reported and rated. */
export interface PastSale {
  readonly row: PastSaleRow;
  readonly basket: Basket;
  readonly returns: readonly PastReturn[];
  /** What each rule made of it; empty: nothing, or it is from before lines were kept. */
  readonly lines: readonly KeptLine[];
  /** It was taken in exchange for goods in the books of a membership that was merged into this one; null: it was not. */
  readonly exchanged: Exchanged | null;
}

const saleColumns = [
  ...(['member_id', 'id', 'till_id', 'receipt_number', 'store_id', 'at', 'reported_at'] as const),
  ...(['minor', 'currency', 'taxes', 'tip', 'rounding', 'tenders', 'channel', 'place'] as const),
  ...(['points', 'available_at', 'counts_from', 'tier_id', 'counted', 'acts'] as const),
  ...(['segments', 'source'] as const),
] as const;
type PastSaleRow = Pick<PurchaseRow, (typeof saleColumns)[number]>;

export const inRange = ({ after, upTo }: MemberRange) =>
  sql<boolean>`member_id > ${after} and member_id <= ${upTo}`;

/** The purchases of these members with all that came back, by member: six statements, and two for each who merged a membership. */
export async function pastSales(
  db: Kysely<Tables>,
  range: MemberRange,
  ids: readonly string[],
): Promise<Map<string, PastSale[]>> {
  const rows = await db
    .selectFrom('purchases')
    .select(saleColumns)
    .where(inRange(range))
    .orderBy('member_id')
    .execute();
  const sold = await soldLines(db, range);
  const returns = await pastReturns(db, range);
  const earned = await earnedLinesByPurchase(db, ids);
  const exchanged = await exchangedElsewhere(db, ids);
  const sales = rows.map(
    (row): PastSale => ({
      row,
      basket: basketOf(row, sold.get(row.id) ?? []),
      returns: returns.get(row.id) ?? [],
      lines: earned.get(row.id) ?? [],
      exchanged: exchanged.get(row.id) ?? null,
    }),
  );
  return Map.groupBy(sales, ({ row }) => row.member_id);
}

const basketOf = (row: PastSaleRow, lines: readonly SoldLine[]): Basket => ({
  total: { minor: row.minor, currency: row.currency },
  taxesMinor: row.taxes,
  tipMinor: row.tip,
  roundingMinor: row.rounding,
  channel: row.channel,
  ...(row.place !== null && { place: row.place }),
  lines,
  // `addPurchase` writes both as JSON, from these types.
  tenders: row.tenders === '[]' ? [] : (JSON.parse(row.tenders) as Tender[]),
  redemptions: [],
  ...(row.acts !== null && { acts: JSON.parse(row.acts) as string[] }),
});

async function soldLines(db: Kysely<Tables>, range: MemberRange): Promise<Map<string, SoldLine[]>> {
  const rows = await db
    .selectFrom('purchase_lines')
    .select(['purchase_id', 'id', 'number', 'minor', 'gtin', 'sku', 'categories'])
    .select(['quantity', 'unit'])
    .where(inRange(range))
    .orderBy('member_id')
    .orderBy('purchase_id')
    .orderBy('number')
    .execute();
  const byPurchase = Map.groupBy(rows, ({ purchase_id }) => purchase_id);
  return new Map([...byPurchase].map(([id, own]) => [id, own.map(toSoldLine)]));
}

/** No rule asks for a line's name, its list price or its promotions. */
const toSoldLine = (
  row: Omit<Parameters<typeof toLine>[0], 'name' | 'list_minor' | 'promotions'>,
) => toLine({ ...row, name: null, list_minor: null, promotions: null });

async function pastReturns(
  db: Kysely<Tables>,
  range: MemberRange,
): Promise<Map<string, PastReturn[]>> {
  const rows = await db
    .selectFrom('returns')
    .select(['id', 'purchase_id', 'what', 'minor', 'exchange_purchase_id', 'at'])
    .where(inRange(range))
    .execute();
  if (rows.length === 0) return new Map();
  const back = await db
    .selectFrom('return_lines')
    .select(['return_id', 'line_id as id', 'minor'])
    .where(inRange(range))
    .execute();
  const linesOf = Map.groupBy(back, ({ return_id }) => return_id);
  const returns = rows.map(
    (row): PastReturn => ({
      id: row.id,
      purchaseId: row.purchase_id,
      madePurchaseId: row.exchange_purchase_id,
      at: row.at,
      what: row.what,
      minor: row.minor,
      lines: (linesOf.get(row.id) ?? []).map(({ id, minor }) => ({ id, minor })),
    }),
  );
  return Map.groupBy(returns, ({ purchaseId }) => purchaseId);
}

/** By the purchase that was made. Who left is in no rehearsal, and so is no return in the books of a membership that ended. */
async function exchangedElsewhere(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, Exchanged>> {
  const made = new Map<string, Exchanged>();
  for (const memberId of await goOnAmong(db, memberIds)) {
    const ended = (await mergedInto(db, memberId)).map(({ from_id: id }) => id);
    if (ended.length === 0) continue;
    const rows = await db
      .selectFrom('returns')
      .select(['minor', 'points', 'lapsed', 'exchange_purchase_id as id'])
      .where('member_id', 'in', ended)
      .where('exchange_purchase_id', 'is not', null)
      .execute();
    for (const { id, minor, points, lapsed } of rows)
      if (id !== null) made.set(id, { minor, taken: points - lapsed });
  }
  return made;
}
