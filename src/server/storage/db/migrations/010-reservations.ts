import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** Which till holds a voucher, and for which of its sales; and what its till is told of the member. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'redemptions', 'reserved_store_id', 'text?');
  await addColumn(db, 'redemptions', 'reserved_till_id', 'text?');
  await addColumn(db, 'redemptions', 'basket_id', 'text?');
  await addColumn(db, 'redemptions', 'tier_id', 'text?');
}
