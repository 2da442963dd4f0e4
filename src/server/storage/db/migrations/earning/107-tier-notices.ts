import { type Kysely, sql } from 'kysely';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** What members were told of their tiers, and when the clock looks at one again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'member_tiers', {
    columns: {
      member_id: 'text',
      tier_id: 'text',
      since: 'whole',
      look_at: 'whole?',
      mailed_for: 'whole?',
      mailed_at: 'whole?',
      mail_id: 'text?',
      told_for: 'whole?',
      told_at: 'whole?',
      told_by: 'text?',
    },
    key: ['member_id'],
    ofMember: true,
  });
  // For the clock, which asks over all members.
  await sql`create index member_tiers_to_look_at on member_tiers (look_at)
    where look_at is not null`.execute(db);
  await createTable(db, 'tier_sweeps', {
    columns: { began_at: 'whole', after_member_id: 'text', done_at: 'whole?' },
    key: ['began_at'],
  });
}
