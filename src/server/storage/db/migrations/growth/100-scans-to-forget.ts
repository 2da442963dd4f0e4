import { type Kysely, sql } from 'kysely';

/** An index for the hourly purge of scans that came to nothing: the issued ones stay for ever, and are not in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index pass_scans_to_forget on pass_scans (scanned_at)
    where state <> 'issued'`.execute(db);
}
