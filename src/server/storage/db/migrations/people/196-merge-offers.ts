import { type Kysely, sql } from 'kysely';
import { createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Merges that support has begun: one row for each of the two members, until both have proved their mailboxes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'merge_offers', {
    columns: {
      member_id: 'text',
      with_id: 'text',
      side: 'text',
      at: 'whole',
      ends_at: 'whole',
    },
    key: ['member_id'],
    checks: { side: oneOf('side', ['goes-on', 'ends']) },
    ofMember: true,
  });
  await sql`create index merge_offers_by_other on merge_offers (with_id)`.execute(db);
  await sql`create index merge_offers_by_ends_at on merge_offers (ends_at)`.execute(db);
}
