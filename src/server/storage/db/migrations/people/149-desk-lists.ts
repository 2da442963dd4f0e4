import { type Kysely, sql } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** What the desk lists: what was decided about a note, why a mail was given up, which webhooks were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'watch_list', 'decision', 'text?');
  await addColumn(db, 'watch_list', 'decided_by', 'text?');
  await addColumn(db, 'watch_list', 'decided_at', 'whole?');
  await addColumn(db, 'mails', 'answer', 'text?');
  // Few of many: each index has only the rows that somebody has to look at.
  await sql`create index mails_given_up on mails (failed_at)
    where failed_at is not null and sent_at is null and answer is not null`.execute(db);
  await sql`create index webhook_deliveries_given_up on webhook_deliveries (endpoint_id, failed_at)
    where failed_at is not null`.execute(db);
}
