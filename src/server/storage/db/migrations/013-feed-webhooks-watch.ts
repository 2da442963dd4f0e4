import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { addColumn, createIndex, createTable } from './table.ts';

/** Who reads the events and how far they are, where webhooks go, and what was noted about staff. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) await orderByWriter(db);
  await createTable(db, 'event_followers', {
    columns: { name: 'text', written_by: 'whole', seq: 'whole' },
    key: ['name'],
  });
  await sql`insert into event_followers (name, written_by, seq)
    values ('webhooks', 0, 0), ('watch', 0, 0)`.execute(db);
  await createWebhooks(db);
  await createWatch(db);
}

/**
 * `seq` is given before the commit, so a lower one may appear after a higher one was read. The order of (transaction,
 * seq) has no such gaps below the oldest running transaction. In another cluster, a restored database finds
 * transactions counted from the beginning again: `event_offset` lifts them above those in the table
 * (postgres-event-order.ts).
 */
async function orderByWriter(db: Kysely<unknown>): Promise<void> {
  await sql`create function event_offset() returns bigint language sql stable
    as 'select 0::bigint'`.execute(db);
  await sql`alter table events alter column written_by
    set default pg_current_xact_id()::text::bigint + event_offset()`.execute(db);
  await sql`drop index events_by_store`.execute(db);
  await createIndex(db, 'events', 'written_by', 'seq');
  await createIndex(db, 'events', 'store_id', 'written_by', 'seq');
}

async function createWebhooks(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'webhook_endpoints', {
    columns: {
      id: 'text',
      url: 'text',
      store_id: 'text?',
      kinds: 'text?',
      secret: 'text',
      old_secret: 'text?',
      old_secret_until: 'whole?',
      created_at: 'whole',
      paused_until: 'whole',
      taken_at: 'whole?',
      disabled_at: 'whole?',
      disabled_reason: 'text?',
    },
    key: ['id'],
    checks: { disabled: '(disabled_at is null) = (disabled_reason is null)' },
  });
  await createTable(db, 'webhook_deliveries', {
    columns: {
      endpoint_id: 'text',
      event_id: 'text',
      created_at: 'whole',
      due_at: 'whole?',
      attempts: 'whole',
      taken_at: 'whole?',
      failed_at: 'whole?',
      answer: 'text?',
    },
    key: ['endpoint_id', 'event_id'],
    // Due, taken or given up: exactly one of the three.
    checks: {
      fate: `(case when due_at is null then 0 else 1 end) + (case when taken_at is null then 0 else 1 end)
        + (case when failed_at is null then 0 else 1 end) = 1`,
    },
  });
  await createIndex(db, 'webhook_deliveries', 'endpoint_id', 'due_at');
  await createIndex(db, 'webhook_deliveries', 'created_at');
}

async function createWatch(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'associates', 'address_key', 'text?');
  await addColumn(db, 'redemptions', 'reversed_by', 'text?');
  await createTable(db, 'watch_acts', {
    columns: {
      associate_id: 'text',
      event_id: 'text',
      kind: 'text',
      at: 'whole',
      store_id: 'text',
      member_id: 'text',
      subject_id: 'text',
      entered: 'text?',
      minor: 'whole?',
      redeemed_at: 'whole?',
      redeemed_by: 'text?',
    },
    key: ['associate_id', 'event_id'],
  });
  await createIndex(db, 'watch_acts', 'associate_id', 'at');
  await createIndex(db, 'watch_acts', 'at');
  await createTable(db, 'watch_notes', {
    columns: {
      rule: 'text',
      event_id: 'text',
      associate_id: 'text',
      store_id: 'text',
      member_id: 'text',
      at: 'whole',
      subject_id: 'text',
      finding: 'text',
    },
    // Each rule notes one cause once, however often it is looked at.
    key: ['rule', 'event_id'],
  });
  await createIndex(db, 'watch_notes', 'store_id', 'at');
  await createIndex(db, 'watch_notes', 'at');
  await createIndex(db, 'watch_notes', 'associate_id', 'at');
}
