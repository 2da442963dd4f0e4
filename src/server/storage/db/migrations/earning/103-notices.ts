import { type Kysely, sql } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** From 31 days before the end of a lot on, at nine in the morning where its days begin. */
const firstLookMs = (31 * 24 - 9) * 60 * 60_000;

/** Nothing expires untold: what is on record of each lot's end, and mails that may wait for days. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'ledger_entries', 'keeps_until', 'whole?');
  for (const column of ['told_at', 'ends_at', 'look_at'] as const) {
    await addColumn(db, 'lots', column, 'whole?');
  }
  await addColumn(db, 'lots', 'told_by', 'text?');
  await addColumn(db, 'lots', 'notice_step', 'whole', '0');
  await addColumn(db, 'lots', 'notice_mail_id', 'text?');
  // What had expired under the old rule stays so. Everything else is told of first.
  await sql`update lots set told_at = expires_at, ends_at = expires_at
    where expires_at <= (select max(at) from ledger_entries where kind = 'expiry') and remaining = 0`.execute(
    db,
  );
  await sql`update lots set look_at = expires_at - ${sql.lit(firstLookMs)} where ends_at is null`.execute(
    db,
  );
  // For the clock, which asks over all members. Empty lots, which are most of them, are not in the index.
  await sql`drop index lots_to_expire`.execute(db);
  await sql`create index lots_to_look_at on lots (look_at) where remaining > 0`.execute(db);
  // A small index: lots past their day that nobody could be told of.
  await sql`create index lots_that_wait on lots (expires_at) where notice_step = 3`.execute(db);
  await addColumn(db, 'mails', 'member_id', 'text?');
  await addColumn(db, 'mails', 'notice', 'text?');
  await addColumn(db, 'mails', 'worth_until', 'whole?');
  // Notices come by the hundred thousand: mails that somebody waits for are looked for without them.
  await sql`drop index mails_to_send`.execute(db);
  await sql`create index mails_to_send on mails (send_after)
    where notice is null and sent_at is null and failed_at is null`.execute(db);
  await sql`create index mails_of_notices on mails (send_after)
    where notice is not null and sent_at is null and failed_at is null`.execute(db);
}
