import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** What each line was, and how and where a purchase was made. Older purchases do not have it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'channel', 'text', `'store'`);
  await addColumn(db, 'purchases', 'place', 'text?');
  for (const column of ['gtin', 'sku', 'name', 'categories', 'unit', 'promotions']) {
    await addColumn(db, 'purchase_lines', column, 'text?');
  }
  for (const column of ['quantity', 'list_minor']) {
    await addColumn(db, 'purchase_lines', column, 'whole?');
  }
}
