import { type Kysely, sql } from 'kysely';
import { createIndex, createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Memberships that were paid for, and what members were told of their ends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'memberships', {
    columns: {
      member_id: 'text',
      id: 'text',
      tier_id: 'text',
      source: 'text',
      bought_at: 'whole',
      reported_at: 'whole',
      months: 'whole',
      time_zone: 'text',
      purchase_id: 'text?',
      line_id: 'text?',
      till_id: 'text?',
      receipt_number: 'text?',
      minor: 'whole',
      currency: 'text',
      refund: 'text',
      program_version: 'whole',
      left_at: 'whole?',
      back_at: 'whole?',
      back_by: 'text?',
      refund_minor: 'whole?',
    },
    key: ['member_id', 'id'],
    checks: {
      source: oneOf('source', ['sale', 'api', 'support']),
      sale: "(source = 'sale') = (purchase_id is not null and line_id is not null)",
      months: 'months > 0',
      minor: 'minor >= 0',
      back: 'back_at is null or (back_at >= bought_at and back_by is not null)',
      refund:
        '(refund_minor is null) = (back_at is null) and coalesce(refund_minor, 0) between 0 and minor',
    },
    ofMember: true,
  });
  await createIndex(db, 'memberships', 'member_id', 'purchase_id');
  await createTable(db, 'membership_looks', {
    columns: {
      member_id: 'text',
      tier_id: 'text',
      look_at: 'whole?',
      mailed_for: 'whole?',
      ended_for: 'whole?',
    },
    key: ['member_id', 'tier_id'],
    ofMember: true,
  });
  // For the clock, which asks over all members.
  await sql`create index membership_looks_to_look_at on membership_looks (look_at)
    where look_at is not null`.execute(db);
}
