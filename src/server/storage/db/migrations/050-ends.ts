import type { Kysely } from 'kysely';
import { addColumn, createIndex, createTable, makeImmutable } from './table.ts';

/** What was given out can be taken back, and who gave or took it is written down. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'admin_acts', {
    columns: {
      id: 'text',
      at: 'whole',
      actor: 'text',
      act: 'text',
      store_id: 'text?',
      member_id: 'text?',
      details: 'text',
    },
    key: ['id'],
  });
  await createIndex(db, 'admin_acts', 'at');
  await makeImmutable(db, 'admin_acts');
  await addColumn(db, 'tills', 'old_key_hash', 'text?');
  await addColumn(db, 'tills', 'old_key_until', 'whole?');
  await createIndex(db, 'tills', 'old_key_hash');
  await addColumn(db, 'enrolments', 'replaces', 'whole', '0');
  await createIndex(db, 'till_devices', 'till_id');
  await createIndex(db, 'shifts', 'associate_id');
}
