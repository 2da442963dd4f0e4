import { type Kysely, sql } from 'kysely';
import { createIndex, createTable, oneOf } from './table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createSignIns(db);
  await createSessions(db);
  await createOutbox(db);
}

async function createSignIns(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'sign_ins', {
    columns: {
      id: 'text',
      address: 'text',
      address_key: 'text',
      token_hash: 'text',
      code_hash: 'text',
      browser_hash: 'text',
      match_number: 'whole',
      match_tried: 'whole',
      wrong_codes: 'whole',
      state: 'text',
      asked_at: 'whole',
      store_id: 'text?',
      placement: 'text?',
      browser: 'text',
      language: 'text',
    },
    key: ['id'],
    checks: {
      states: oneOf('state', ['waiting', 'matched', 'used', 'ended']),
      tried: 'match_tried in (0, 1)',
      counts: 'wrong_codes >= 0',
    },
  });
  await createIndex(db, 'sign_ins', 'token_hash');
  await createIndex(db, 'sign_ins', 'browser_hash');
  await createIndex(db, 'sign_ins', 'asked_at');
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'sessions', {
    columns: {
      member_id: 'text',
      id: 'text',
      token_hash: 'text',
      browser: 'text',
      created_at: 'whole',
      seen_at: 'whole',
      revoked_at: 'whole?',
      placement: 'text?',
      placement_at: 'whole?',
    },
    key: ['member_id', 'id'],
    ofMember: true,
  });
  // Not unique: 256 random bits need no check, and a table on several machines could not guarantee it.
  await createIndex(db, 'sessions', 'token_hash');
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'limits', {
    columns: { name: 'text', key: 'text', started_at: 'whole', count: 'whole' },
    key: ['name', 'key'],
    checks: { counts: 'count >= 0' },
  });
  await createIndex(db, 'limits', 'started_at');

  await createTable(db, 'mails', {
    columns: {
      id: 'text',
      sealed: 'text',
      created_at: 'whole',
      send_after: 'whole',
      attempts: 'whole',
      sent_at: 'whole?',
      failed_at: 'whole?',
    },
    key: ['id'],
    checks: { counts: 'attempts >= 0' },
  });
  await db.schema
    .createIndex('mails_to_send')
    .on('mails')
    .column('send_after')
    .where(sql.ref('sent_at'), 'is', null)
    .where(sql.ref('failed_at'), 'is', null)
    .execute();
  await createIndex(db, 'mails', 'created_at');
}
