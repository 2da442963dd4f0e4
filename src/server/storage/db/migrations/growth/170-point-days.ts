import type { Kysely } from 'kysely';
import { createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** What became of points on each day that is over, for all members together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'point_days', {
    columns: {
      from_at: 'whole',
      until_at: 'whole',
      issued: 'whole',
      used: 'whole',
      expired: 'whole',
    },
    key: ['from_at'],
    checks: { days: 'from_at < until_at' },
  });
  // A day's entries are read in pages, each once.
  await createIndex(db, 'ledger_entries', 'at', 'member_id', 'seq');
}
