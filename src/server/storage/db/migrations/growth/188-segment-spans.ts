import { type Kysely, sql } from 'kysely';
import { addColumn, createTable } from '#server/storage/db/migrations/table.ts';

/** When members are in the program's segments, how far that is known of all, and whose is to be worked out anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'segment_spans', {
    columns: { segment_key: 'text', member_id: 'text', from_at: 'whole', until_at: 'whole' },
    // No key to members: PostgreSQL would lock the member's row for it, and a sale would wait.
    key: ['segment_key', 'member_id', 'from_at'],
    checks: { spans: 'from_at < until_at' },
    inKey: true,
  });
  await createTable(db, 'segment_sweeps', {
    columns: {
      segment_key: 'text',
      seen_at: 'whole',
      after_member_id: 'text',
      done_at: 'whole?',
    },
    key: ['segment_key'],
  });
  await addColumn(db, 'member_news', 'look_at', 'whole?');
  // Most members wait for nothing, and are not in it.
  await sql`create index member_news_to_look_at on member_news (look_at, member_id)
    where look_at is not null`.execute(db);
}
