import { type Kysely, sql } from 'kysely';
import { createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Changes of a member's address: asked for, done, and for a week to be taken back; and the addresses that wait meanwhile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'address_changes', {
    columns: {
      member_id: 'text',
      number: 'whole',
      state: 'text',
      address: 'text',
      before: 'text?',
      before_key: 'text?',
      session_id: 'text?',
      code_hash: 'text?',
      wrong_codes: 'whole',
      at: 'whole',
      ends_at: 'whole',
    },
    key: ['member_id', 'number'],
    checks: { state: oneOf('state', ['asked', 'changed', 'back', 'over']) },
    ofMember: true,
  });
  await sql`create index address_changes_by_ends_at on address_changes (ends_at)`.execute(db);
  // Whoever signs in or joins asks for whom an address waits.
  await createTable(db, 'waiting_addresses', {
    columns: { address_key: 'text', member_id: 'text', number: 'whole', ends_at: 'whole' },
    key: ['address_key'],
  });
  await sql`create index waiting_addresses_by_ends_at on waiting_addresses (ends_at)`.execute(db);
}
