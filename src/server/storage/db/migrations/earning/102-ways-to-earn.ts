import type { Kysely } from 'kysely';
import { addColumn, createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** What each rule made of each purchase, what counting rules gave, and what was given to all members. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'acts', 'text?');
  await createTable(db, 'earned_lines', {
    columns: {
      member_id: 'text',
      purchase_id: 'text',
      rule_id: 'text',
      number: 'whole',
      at: 'whole',
      points: 'whole',
      points_back: 'whole',
      counted: 'whole',
      counted_back: 'whole',
      within: 'whole',
      on_lines: 'text',
      spread: 'whole',
      needs: 'whole',
      in_all: 'whole',
      program_version: 'whole',
    },
    key: ['member_id', 'purchase_id', 'rule_id'],
    checks: {
      points_range: 'points_back between 0 and points',
      counted_range: 'counted_back between 0 and counted',
    },
    ofMember: true,
  });
  await createIndex(db, 'earned_lines', 'member_id', 'rule_id', 'within');
  await createTable(db, 'awards', {
    columns: {
      member_id: 'text',
      rule_id: 'text',
      number: 'whole',
      within: 'whole',
      points: 'whole',
      at: 'whole',
      purchase_id: 'text',
      in_all: 'whole',
      back_at: 'whole?',
      lapsed: 'whole',
    },
    key: ['member_id', 'rule_id', 'number'],
    ofMember: true,
  });
  await createIndex(db, 'awards', 'member_id', 'purchase_id');
  await createTable(db, 'earning_totals', {
    columns: { rule_id: 'text', times: 'whole', points: 'whole' },
    key: ['rule_id'],
    checks: { range: 'times >= 0 and points >= 0' },
  });
}
