import { type Kysely, sql } from 'kysely';

/** An index for returns that took nothing: they are few, and are listed by age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index return_receipts_open on return_receipts (reported_at)
    where state <> 'applied'`.execute(db);
}
