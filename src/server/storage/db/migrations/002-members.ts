import { type Kysely, sql } from 'kysely';
import { createTable, makeImmutable, oneOf } from './table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createMembers(db);
  await createLedger(db);
}

async function createMembers(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'members', {
    columns: {
      id: 'text',
      number: 'text',
      address: 'text',
      first_name: 'text?',
      language: 'text',
      joined_at: 'whole',
      joined_store_id: 'text?',
      balance: 'whole',
      last_seq: 'whole',
    },
    key: ['id'],
    checks: { counts: 'last_seq >= 0' },
  });
  // A row that is found by address or number is a table of its own, without a foreign key, because the member may be on
  // another machine.
  await createTable(db, 'member_addresses', {
    columns: { address_key: 'text', member_id: 'text' },
    key: ['address_key'],
  });
  await createTable(db, 'member_numbers', {
    columns: { number: 'text', member_id: 'text' },
    key: ['number'],
  });
}

async function createLedger(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'ledger_entries', {
    columns: {
      member_id: 'text',
      seq: 'whole',
      kind: 'text',
      points: 'whole',
      draws: 'text',
      cause: 'text',
      balance_after: 'whole',
      at: 'whole',
      lot_expires_at: 'whole?',
      redemption_id: 'text?',
      purchase_id: 'text?',
      store_id: 'text?',
      details: 'text',
      program_version: 'whole',
    },
    // The key serves the history too, which is read backwards.
    key: ['member_id', 'seq'],
    ofMember: true,
    checks: {
      counts: 'seq >= 1',
      kinds: oneOf('kind', ['accrual', 'redemption', 'reversal', 'adjustment', 'expiry']),
    },
  });
  await db.schema
    .createIndex('ledger_entries_cause')
    .on('ledger_entries')
    .columns(['member_id', 'cause'])
    .unique()
    .execute();
  await makeImmutable(db, 'ledger_entries');

  await createTable(db, 'lots', {
    columns: { member_id: 'text', id: 'text', remaining: 'whole', expires_at: 'whole' },
    key: ['member_id', 'id'],
    ofMember: true,
    checks: { left: 'remaining >= 0' },
  });
  // For the clock, which asks over all members. Empty lots, which are most of them, are not in the index.
  await db.schema
    .createIndex('lots_to_expire')
    .on('lots')
    .column('expires_at')
    .where(sql.ref('remaining'), '>', 0)
    .execute();
}
