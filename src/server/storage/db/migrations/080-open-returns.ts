import { type Kysely, sql } from 'kysely';

/** Returns that took nothing are few among those that did: they are listed by their age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index return_receipts_open on return_receipts (reported_at)
    where state <> 'applied'`.execute(db);
}
