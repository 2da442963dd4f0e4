import { type Kysely, sql } from 'kysely';

/** Support finds members by the beginning of a name, in whatever case of Latin letters it was typed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index members_by_name on members (lower(first_name), id)
    where first_name is not null`.execute(db);
}
