import type { Kysely } from 'kysely';
import { createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** Sales that tills reported without a member, for as long as somebody may claim them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'unclaimed_sales', {
    columns: {
      till_id: 'text',
      receipt_number: 'text',
      store_id: 'text',
      folded: 'text',
      at: 'whole',
      paid: 'whole',
      basket: 'text',
      ends_at: 'whole',
    },
    key: ['till_id', 'receipt_number'],
  });
  await createIndex(db, 'unclaimed_sales', 'store_id', 'folded');
  await createIndex(db, 'unclaimed_sales', 'ends_at');
}
