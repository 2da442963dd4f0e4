import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** Which till has reserved a voucher, and for which sale; and what the till is told about the member. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'redemptions', 'reserved_store_id', 'text?');
  await addColumn(db, 'redemptions', 'reserved_till_id', 'text?');
  await addColumn(db, 'redemptions', 'basket_id', 'text?');
  await addColumn(db, 'redemptions', 'tier_id', 'text?');
}
