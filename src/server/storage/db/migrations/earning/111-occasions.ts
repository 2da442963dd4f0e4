import { type Kysely, sql } from 'kysely';
import { addColumn, createTable } from '#server/storage/db/migrations/table.ts';

/**
 * What rules give for something that is no sale, and who has joined for good: whose first address was proved. Of those
 * who have another address now, the welcome gift tells.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'occasions', {
    columns: {
      member_id: 'text',
      rule_id: 'text',
      occasion: 'text',
      kind: 'text',
      points: 'whole',
      at: 'whole',
      in_all: 'whole',
      program_version: 'whole',
    },
    key: ['member_id', 'rule_id', 'occasion'],
    checks: { points_range: 'points > 0' },
    ofMember: true,
  });
  await addColumn(db, 'members', 'first_proved_at', 'whole?');
  await sql`update members set first_proved_at = coalesce(proved_at, (
    select at from ledger_entries where member_id = members.id and cause = 'welcome'
  ))`.execute(db);
}
