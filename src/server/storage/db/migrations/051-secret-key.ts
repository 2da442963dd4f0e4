import type { Kysely } from 'kysely';
import { createTable } from './table.ts';

/** Which SECRET_KEY the database was made under: one row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'installation', {
    columns: { id: 'whole', key_fingerprint: 'text' },
    key: ['id'],
    checks: { one: 'id = 1' },
  });
}
