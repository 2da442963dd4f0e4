import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/**
 * What turning SECRET_KEY leaves: when it was turned, what holds a member's entries of before together, and when each
 * kept hash was made. A hash without a time is as old as its row, or older than this step.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'installation', 'turned', 'text?');
  await addColumn(db, 'installation', 'turn_ended_at', 'whole?');
  await addColumn(db, 'members', 'chain_base', 'text?');
  for (const table of ['tills', 'till_devices', 'admin_keys', 'associates']) {
    await addColumn(db, table, 'keyed_at', 'whole?');
  }
  await addColumn(db, 'mint_orders', 'sealed_code', 'text?');
}
