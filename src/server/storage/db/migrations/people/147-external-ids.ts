import type { Kysely } from 'kysely';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** What other systems call a member. An id of a source leads to one member, whoever gives it at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'external_ids', {
    columns: { member_id: 'text', source: 'text', external_id: 'text', at: 'whole' },
    key: ['member_id', 'source', 'external_id'],
    ofMember: true,
  });
  await db.schema
    .createIndex('external_ids_of_source')
    .on('external_ids')
    .columns(['source', 'external_id'])
    .unique()
    .execute();
}
