import type { Kysely } from 'kysely';
import { createIndex, createTable, makeImmutable } from '#server/storage/db/migrations/table.ts';

/** What members tell freely, what they agreed to with it, and how far the clock is with birthdays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'facts', {
    columns: { member_id: 'text', fact: 'text', value: 'text', at: 'whole' },
    key: ['member_id', 'fact'],
    ofMember: true,
  });
  await createIndex(db, 'facts', 'fact', 'value', 'member_id');
  await createTable(db, 'fact_consents', {
    columns: {
      member_id: 'text',
      number: 'whole',
      fact: 'text',
      given: 'whole',
      wording: 'text',
      language: 'text',
      at: 'whole',
    },
    key: ['member_id', 'number'],
    ofMember: true,
  });
  await makeImmutable(db, 'fact_consents');
  await createTable(db, 'birthday_days', {
    columns: {
      day: 'text',
      after_member_id: 'text',
      failed: 'whole',
      again_at: 'whole',
      done_at: 'whole?',
    },
    key: ['day'],
  });
}
