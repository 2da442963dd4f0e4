import type { Kysely } from 'kysely';
import { createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** PINs of members, by which they use points at a till without a phone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'member_pins', {
    columns: {
      member_id: 'text',
      pin_hash: 'text',
      key_fingerprint: 'text',
      place: 'text',
      till_id: 'text?',
      set_at: 'whole',
      usable_at: 'whole',
      wrong_tries: 'whole',
      locked_until: 'whole',
    },
    key: ['member_id'],
    checks: { place: oneOf('place', ['profile', 'till']) },
    ofMember: true,
  });
}
