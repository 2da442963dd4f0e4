import { type Kysely, sql } from 'kysely';

/** An index for what an associate has undone: few of the redemptions, and counted at each further one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index redemptions_undone_by on redemptions (reversed_by, ended_at)
    where reversed_by is not null`.execute(db);
}
