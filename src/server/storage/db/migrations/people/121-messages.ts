import type { Kysely } from 'kysely';
import { createIndex, createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Messages to members: the log, what members want, and the links that end them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'messages', {
    columns: {
      member_id: 'text',
      kind: 'text',
      cause: 'text',
      id: 'text',
      channel: 'text',
      state: 'text',
      why: 'text?',
      at: 'whole',
      ended_at: 'whole?',
    },
    key: ['member_id', 'kind', 'cause'],
    checks: { state: oneOf('state', ['queued', 'sent', 'failed', 'withheld']) },
    ofMember: true,
  });
  // A member's log, the latest first, and what was queued within a week.
  await createIndex(db, 'messages', 'member_id', 'at');
  await createTable(db, 'message_choices', {
    columns: { member_id: 'text', kind: 'text', wanted: 'whole', way: 'text', at: 'whole' },
    key: ['member_id', 'kind'],
    ofMember: true,
  });
  await createTable(db, 'unsubscribe_links', {
    columns: { token: 'text', member_id: 'text', kind: 'text' },
    key: ['token'],
    ofMember: true,
  });
  await createIndex(db, 'unsubscribe_links', 'member_id', 'kind');
}
