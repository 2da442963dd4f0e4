import { type Kysely, sql } from 'kysely';

/** Finds the associates who have left and whose own address is still known: the clock deletes it, and they are few. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index associates_to_forget on associates (revoked_at)
    where address_key is not null`.execute(db);
}
