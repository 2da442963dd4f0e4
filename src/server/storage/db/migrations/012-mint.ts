import type { Kysely } from 'kysely';
import { createIndex, createTable, oneOf } from './table.ts';

/** Discounts that are made in a vendor's POS, and the retailers' keys for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'mint_orders', {
    columns: {
      member_id: 'text',
      redemption_id: 'text',
      store_id: 'text',
      vendor: 'text',
      state: 'text',
      unanswered: 'whole',
      reference: 'text?',
      ending: 'text?',
      ended_at: 'whole?',
      withdrawn_at: 'whole?',
      failures: 'whole',
      fault: 'text?',
      created_at: 'whole',
      ends_at: 'whole',
      due_at: 'whole?',
    },
    key: ['member_id', 'redemption_id'],
    ofMember: true,
    checks: {
      states: oneOf('state', [
        ...['wanted', 'minted', 'retiring', 'settling', 'closing', 'retired', 'used'],
      ]),
      calls: 'unanswered >= 0',
      // A state can't be written without what makes it true, whichever program writes.
      known: `state not in ('minted', 'settling', 'closing') or reference is not null`,
      ended: `state not in ('retiring', 'settling', 'retired')
        or (ending is not null and ended_at is not null)`,
      withdrawn: `state <> 'settling' or withdrawn_at is not null`,
    },
  });
  await createIndex(db, 'mint_orders', 'due_at');
  await createIndex(db, 'mint_orders', 'store_id', 'due_at');
  await createTable(db, 'mint_connections', {
    columns: {
      store_id: 'text',
      vendor: 'text',
      account: 'text',
      sealed: 'text',
      connected_at: 'whole',
    },
    key: ['store_id'],
  });
}
