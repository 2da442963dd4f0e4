import { type Kysely, sql } from 'kysely';
import { createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** When each member gave a sign, as it was looked at last, and when they were told that they will be forgotten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'member_activity', {
    columns: { member_id: 'text', active_at: 'whole', told_at: 'whole?' },
    key: ['member_id'],
  });
  await sql`insert into member_activity (member_id, active_at, told_at)
    select id, joined_at, null from members where erased_at is null`.execute(db);
  await createIndex(db, 'member_activity', 'told_at', 'active_at');
}
