import { type Kysely, sql } from 'kysely';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** Members who said no to a merge that support had begun, kept apart from what is begun, so that nothing begun later takes a no away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'declined_merges', {
    columns: { member_id: 'text', with_id: 'text', at: 'whole', ends_at: 'whole' },
    key: ['member_id', 'with_id'],
    ofMember: true,
  });
  await sql`create index declined_merges_by_other on declined_merges (with_id)`.execute(db);
  await sql`create index declined_merges_by_ends_at on declined_merges (ends_at)`.execute(db);
}
