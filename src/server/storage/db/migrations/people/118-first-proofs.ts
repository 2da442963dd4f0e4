import { type Kysely, sql } from 'kysely';

/**
 * Step 111 knew who has joined by their address or their welcome gift. Who had joined where there was none, and had
 * their address changed by support, is known by their first session: nobody is signed in without proving an address.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update members set first_proved_at = (
    select min(created_at) from sessions where sessions.member_id = members.id
  ) where first_proved_at is null`.execute(db);
}
