import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { createIndex, createTable, oneOf } from './table.ts';

/** Codes that a POS knows beforehand, the redemptions that got them, and what the stores' files said about them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPools(db);
  await createCodes(db);
  await createHandouts(db);
  await createSettlements(db);
  await createTable(db, 'admin_keys', {
    columns: { id: 'text', name: 'text', key_hash: 'text', created_at: 'whole' },
    key: ['id'],
  });
  await createIndex(db, 'admin_keys', 'key_hash');
  // The clock leaves pools' vouchers to the settlement. With the older index it would read all that wait for one.
  await createIndex(db, 'redemptions', 'code_source', 'state', 'expires_at');
  await db.schema.dropIndex('redemptions_by_state_expires_at').execute();
}

async function createPools(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'pools', {
    columns: {
      id: 'whole',
      reward_id: 'text',
      store_id: 'text',
      symbology: 'text',
      low_mark: 'whole?',
      last_added: 'whole',
      warned_at: 'whole?',
    },
    key: ['id'],
  });
  await sql`create unique index pools_for on pools (reward_id, store_id)`.execute(db);
  await createTable(db, 'pool_shards', {
    columns: { pool_id: 'whole', shard: 'whole', loaded: 'whole', handed: 'whole' },
    key: ['pool_id', 'shard'],
    checks: { counts: 'handed >= 0 and handed <= loaded' },
  });
  await createTable(db, 'pool_uploads', {
    columns: {
      id: 'whole',
      pool_id: 'whole',
      state: 'text',
      started_at: 'whole',
      touched_at: 'whole',
      lines: 'whole',
      added: 'whole',
      duplicates: 'whole',
      bad: 'whole',
      faults: 'text',
    },
    key: ['id'],
    checks: { states: oneOf('state', ['running', 'done', 'refused', 'failed']) },
  });
  await createIndex(db, 'pool_uploads', 'pool_id', 'state');
}

/** By hand, because a million narrow rows are half as large when SQLite keeps them in their key's own tree. */
async function createCodes(db: Kysely<unknown>): Promise<void> {
  const [whole, text, end] = isPostgres(db)
    ? [sql`bigint`, sql`text collate "C"`, sql``]
    : [sql`integer`, sql`text`, sql`strict, without rowid`];
  await sql`create table pool_codes (
    pool_id ${whole} not null,
    shard ${whole} not null,
    seq ${whole} not null,
    code_key ${text} not null,
    sealed ${text} not null,
    upload_id ${whole} not null,
    line ${whole} not null,
    spoiled ${whole} not null default 0,
    constraint pool_codes_key primary key (pool_id, shard, seq)) ${end}`.execute(db);
  await sql`create unique index pool_codes_by_code_key on pool_codes (code_key)`.execute(db);
}

async function createHandouts(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'pool_handouts', {
    columns: {
      member_id: 'text',
      redemption_id: 'text',
      pool_id: 'whole',
      shard: 'whole',
      seq: 'whole',
      ends_at: 'whole',
      outcome: 'text',
      settled_by: 'text?',
      use_key: 'text?',
    },
    key: ['member_id', 'redemption_id'],
    ofMember: true,
    checks: {
      outcomes: oneOf('outcome', ['open', 'used', 'unused']),
      settled: `outcome = 'open' or settled_by is not null`,
    },
  });
  // A code is handed out once: the database itself refuses a second time.
  await sql`create unique index pool_handouts_code on pool_handouts (pool_id, shard, seq)`.execute(
    db,
  );
  await createIndex(db, 'pool_handouts', 'pool_id', 'outcome', 'ends_at');
  await createIndex(db, 'pool_handouts', 'settled_by');
}

async function createSettlements(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'settlements', {
    columns: {
      id: 'text',
      store_id: 'text',
      until: 'whole?',
      began_at: 'whole',
      finished_at: 'whole?',
    },
    key: ['id'],
  });
  await createTable(db, 'settlement_stores', {
    columns: { store_id: 'text', format: 'text?', settled_until: 'whole?' },
    key: ['store_id'],
  });
}
