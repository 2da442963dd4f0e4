import type { Kysely } from 'kysely';
import { addColumn, createTable, makeImmutable } from '#server/storage/db/migrations/table.ts';

/** What a sale earns is decided by its own time, and anew when another one is reported that was sold before it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'counts_from', 'whole?');
  await createTable(db, 'purchase_ratings', {
    columns: {
      member_id: 'text',
      purchase_id: 'text',
      number: 'whole',
      at: 'whole',
      tier_id: 'text',
      points: 'whole',
      back: 'whole',
      lapsed: 'whole',
    },
    key: ['member_id', 'purchase_id', 'number'],
    checks: { counts: 'number >= 1', lapsed: 'lapsed >= 0' },
    ofMember: true,
  });
  await makeImmutable(db, 'purchase_ratings');
}
