import { type Kysely, sql } from 'kysely';
import { addColumn, createTable, oneOf } from './table.ts';

/**
 * Passes, the barcodes that phones make without signal: which phones have a key, which reward each slot means, and
 * which passes tills have scanned.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'sessions', 'pass_epoch', 'whole?');
  await createTable(db, 'pass_scans', {
    columns: {
      member_id: 'text',
      session_id: 'text',
      step: 'whole',
      slot: 'whole',
      pass_key: 'text',
      store_id: 'text',
      till_id: 'text',
      scanned_at: 'whole',
      redemption_id: 'text',
      state: 'text',
      refusal: 'text?',
    },
    key: ['member_id', 'session_id', 'step'],
    ofMember: true,
    checks: { states: oneOf('state', ['seen', 'issued', 'refused']) },
  });
  await createTable(db, 'reward_slots', {
    columns: { slot: 'whole', reward_id: 'text', points: 'whole', gone_at: 'whole?' },
    key: ['slot'],
    checks: { digits: 'slot between 1 and 99' },
  });
  await giveSlots(db);
}

/** Gives slots to the program in force, which was loaded before there were slots. */
async function giveSlots(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ document: string }>`
    select document from programs order by version desc limit 1`.execute(db);
  const [inForce] = rows;
  if (!inForce) return;
  const { rewards } = JSON.parse(inForce.document) as { rewards: { id: string; points: number }[] };
  for (const [at, { id, points }] of rewards.slice(0, 99).entries()) {
    await sql`insert into reward_slots (slot, reward_id, points, gone_at)
      values (${at + 1}, ${id}, ${points}, null)`.execute(db);
  }
}
