import type { Kysely } from 'kysely';
import { createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** Which mailboxes have had the gift for joining. The key makes it one for a mailbox, whoever joins at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'joining_gifts', {
    columns: { mailbox_hash: 'text', ends_at: 'whole' },
    key: ['mailbox_hash'],
  });
  await createIndex(db, 'joining_gifts', 'ends_at');
}
