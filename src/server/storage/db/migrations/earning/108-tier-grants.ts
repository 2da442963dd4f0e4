import type { Kysely } from 'kysely';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** Tiers that support gives. What is ended early gets another end, and stays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'tier_grants', {
    columns: {
      member_id: 'text',
      number: 'whole',
      tier_id: 'text',
      from_at: 'whole',
      until_at: 'whole',
    },
    key: ['member_id', 'number'],
    checks: { time: 'until_at >= from_at' },
    ofMember: true,
  });
}
