import type { Kysely } from 'kysely';
import type { LinePromotion, PurchaseLine, SoldLine } from '#domain/purchase/line.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PurchaseLineRow, PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Adds the lines of a purchase, in the order of the receipt. */
export async function addLines(
  tx: Tx,
  purchase: PurchaseRow,
  lines: readonly SoldLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line, number) => lineRow(purchase, line, number));
  await tx.db.insertInto('purchase_lines').values(rows).execute();
}

/** @param number its place on the receipt, from 0 */
export const lineRow = (
  { member_id, id: purchase_id }: Pick<PurchaseRow, 'member_id' | 'id'>,
  line: SoldLine,
  number: number,
): PurchaseLineRow => ({ member_id, purchase_id, number, ...columnsOf(line) });

/** What was sold, line by line, as the till reported it. */
export async function linesOf(
  db: Kysely<Tables>,
  { member_id, id }: Pick<PurchaseRow, 'member_id' | 'id'>,
): Promise<SoldLine[]> {
  const rows = await db
    .selectFrom('purchase_lines')
    .selectAll()
    .where('member_id', '=', member_id)
    .where('purchase_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map(toLine);
}

/** What came back with a return, as it was sold, with the amount of each line. */
export async function linesBack(
  db: Kysely<Tables>,
  { member_id, return_id }: { readonly member_id: string; readonly return_id: string },
): Promise<SoldLine[]> {
  const rows = await db
    .selectFrom('return_lines')
    .innerJoin('purchase_lines', (join) =>
      join
        .onRef('purchase_lines.member_id', '=', 'return_lines.member_id')
        .onRef('purchase_lines.purchase_id', '=', 'return_lines.purchase_id')
        .onRef('purchase_lines.id', '=', 'return_lines.line_id'),
    )
    .selectAll('purchase_lines')
    .select('return_lines.minor')
    .where('return_lines.member_id', '=', member_id)
    .where('return_lines.return_id', '=', return_id)
    .orderBy('purchase_lines.number')
    .execute();
  return rows.map(toLine);
}

type LineColumns = Omit<PurchaseLineRow, 'member_id' | 'purchase_id' | 'number'>;

const columnsOf = (line: SoldLine): LineColumns => ({
  id: line.id,
  minor: line.minor,
  gtin: line.gtin ?? null,
  sku: line.sku ?? null,
  name: line.name ?? null,
  categories: asText(line.categories),
  quantity: line.quantity === undefined ? null : Math.round(line.quantity * 1_000),
  unit: line.unit ?? null,
  list_minor: line.listMinor ?? null,
  promotions: asText(line.promotions),
});

export const toLine = (row: LineColumns): SoldLine => ({
  ...({ id: row.id, minor: row.minor } satisfies PurchaseLine),
  ...(row.gtin !== null && { gtin: row.gtin }),
  ...(row.sku !== null && { sku: row.sku }),
  ...(row.name !== null && { name: row.name }),
  ...(row.categories !== null && { categories: JSON.parse(row.categories) as string[] }), // Written above.
  ...(row.quantity !== null && { quantity: row.quantity / 1_000 }),
  ...(row.unit !== null && { unit: row.unit }),
  ...(row.list_minor !== null && { listMinor: row.list_minor }),
  ...(row.promotions !== null && { promotions: JSON.parse(row.promotions) as LinePromotion[] }), // The same.
});

const asText = (parts: readonly unknown[] | undefined): string | null =>
  parts === undefined ? null : JSON.stringify(parts);
