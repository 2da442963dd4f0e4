import type { Kysely } from 'kysely';
import { createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** Addresses to which no mail can be delivered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'dead_addresses', {
    columns: { member_id: 'text', at: 'whole', way: 'text' },
    key: ['member_id'],
    ofMember: true,
  });
  // A report of a mail server names the mail and nothing else of ours.
  await createIndex(db, 'messages', 'id');
}
