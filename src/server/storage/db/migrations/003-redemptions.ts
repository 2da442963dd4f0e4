import type { Kysely } from 'kysely';
import { createIndex, createTable, oneOf } from './table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createRedemptions(db);
  await createPurchases(db);
}

async function createRedemptions(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'redemptions', {
    columns: {
      member_id: 'text',
      id: 'text',
      state: 'text',
      reward_id: 'text',
      reward: 'text',
      points: 'whole',
      issued_at: 'whole',
      expires_at: 'whole',
      store_id: 'text?',
      code_salt: 'whole',
      stock_shard: 'whole?',
      reserved_until: 'whole?',
      used_at: 'whole?',
      used_store_id: 'text?',
      used_till_id: 'text?',
      associate_id: 'text?',
      receipt_number: 'text?',
      ended_at: 'whole?',
      end_reason: 'text?',
      replaced_by: 'text?',
    },
    key: ['member_id', 'id'],
    ofMember: true,
    checks: {
      states: oneOf('state', [
        'issued',
        'reserved',
        'redeemed',
        'reversed',
        'cancelled',
        'expired',
      ]),
      cost: 'points >= 0',
      // A state can't be written without what makes it true, whichever program writes.
      reserved: `state <> 'reserved' or reserved_until is not null`,
      used: `state not in ('redeemed', 'reversed') or (used_at is not null
        and used_store_id is not null and used_till_id is not null and receipt_number is not null)`,
      ended: `state not in ('reversed', 'cancelled', 'expired') or ended_at is not null`,
    },
  });
  // For the clock, which looks for live vouchers whose time is over.
  await createIndex(db, 'redemptions', 'state', 'expires_at');
  // For a store's list of what its tills gave lately.
  await createIndex(db, 'redemptions', 'used_store_id', 'used_at');
  await createTable(db, 'voucher_codes', {
    columns: { code_key: 'text', member_id: 'text', redemption_id: 'text' },
    key: ['code_key'],
  });
  await createIndex(db, 'voucher_codes', 'redemption_id');
}

async function createPurchases(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'purchases', {
    columns: {
      member_id: 'text',
      id: 'text',
      till_id: 'text',
      receipt_number: 'text',
      at: 'whole',
      minor: 'whole',
      currency: 'text',
      points: 'whole',
      tier_id: 'text',
    },
    key: ['member_id', 'id'],
    ofMember: true,
    checks: { amounts: 'minor >= 0 and points >= 0' },
  });
  // For a member's spend in the qualifying window.
  await createIndex(db, 'purchases', 'member_id', 'at');
  await createTable(db, 'receipts', {
    columns: { till_id: 'text', receipt_number: 'text', member_id: 'text', purchase_id: 'text' },
    key: ['till_id', 'receipt_number'],
  });
}
