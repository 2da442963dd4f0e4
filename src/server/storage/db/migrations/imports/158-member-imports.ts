import type { Kysely } from 'kysely';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** Which line of which system's file a member came by: the same line is taken once, whoever sends it again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'member_imports', {
    columns: {
      member_id: 'text',
      source: 'text',
      row_key: 'text',
      content_hash: 'text',
      at: 'whole',
    },
    key: ['member_id', 'source'],
    ofMember: true,
  });
  await db.schema
    .createIndex('member_imports_of_row')
    .on('member_imports')
    .columns(['source', 'row_key'])
    .unique()
    .execute();
}
