import type { Kysely } from 'kysely';
import { createIndex, createTable } from './table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTills(db);
  await createAssociates(db);
  await createTable(db, 'idempotency_keys', {
    columns: {
      till_id: 'text',
      key: 'text',
      fingerprint: 'text',
      status: 'whole',
      body: 'text',
      at: 'whole',
    },
    key: ['till_id', 'key'],
  });
  await createIndex(db, 'idempotency_keys', 'at');
}

async function createTills(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'tills', {
    columns: { id: 'text', store_id: 'text', key_hash: 'text', revoked_at: 'whole?' },
    key: ['id'],
  });
  await createIndex(db, 'tills', 'key_hash');
  await createTable(db, 'till_devices', {
    columns: {
      id: 'text',
      store_id: 'text',
      till_id: 'text',
      token_hash: 'text',
      enrolled_at: 'whole',
      browser: 'text',
      revoked_at: 'whole?',
    },
    key: ['id'],
  });
  await createIndex(db, 'till_devices', 'token_hash');
  await createTable(db, 'enrolments', {
    columns: { token_hash: 'text', till_id: 'text', expires_at: 'whole', used_at: 'whole?' },
    key: ['token_hash'],
  });
}

async function createAssociates(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'associates', {
    columns: {
      id: 'text',
      store_id: 'text',
      name: 'text',
      pin_hash: 'text',
      wrong_tries: 'whole',
      locked_until: 'whole',
      revoked_at: 'whole?',
    },
    key: ['id'],
    checks: { counts: 'wrong_tries >= 0' },
  });
  await createIndex(db, 'associates', 'store_id');
  await createTable(db, 'shifts', {
    columns: {
      id: 'text',
      device_id: 'text',
      associate_id: 'text',
      token_hash: 'text',
      started_at: 'whole',
      ended_at: 'whole?',
    },
    key: ['id'],
  });
  await createIndex(db, 'shifts', 'token_hash');
  await createIndex(db, 'shifts', 'device_id');
}
