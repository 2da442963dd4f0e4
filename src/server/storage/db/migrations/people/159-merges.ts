import { type Kysely, sql } from 'kysely';
import { createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Memberships that were merged into another one of the same person, and what a member has shown who is about to merge two. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'merges', {
    columns: {
      from_id: 'text',
      member_id: 'text',
      number: 'text',
      address_key: 'text',
      points: 'whole',
      at: 'whole',
    },
    key: ['from_id'],
    ofMember: true,
  });
  await sql`create index merges_by_member on merges (member_id)`.execute(db);
  // Whoever signs in at an address, or looks for one, asks whose it was.
  await sql`create index merges_by_address on merges (address_key)`.execute(db);
  await createTable(db, 'merge_asks', {
    columns: {
      member_id: 'text',
      state: 'text',
      session_id: 'text',
      address: 'text',
      code_hash: 'text',
      wrong_codes: 'whole',
      at: 'whole',
      ends_at: 'whole',
    },
    key: ['member_id'],
    checks: { state: oneOf('state', ['asked', 'proved']) },
    ofMember: true,
  });
  await sql`create index merge_asks_by_ends_at on merge_asks (ends_at)`.execute(db);
}
