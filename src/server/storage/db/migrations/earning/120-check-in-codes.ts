import type { Kysely } from 'kysely';
import { createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** The code that each till showed last for members who check in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'check_in_codes', {
    columns: {
      till_id: 'text',
      store_id: 'text',
      code_hash: 'text',
      ends_at: 'whole',
      associate_id: 'text',
      used_at: 'whole?',
    },
    key: ['till_id'],
  });
  await createIndex(db, 'check_in_codes', 'store_id');
}
