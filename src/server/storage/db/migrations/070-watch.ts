import { type Kysely, sql } from 'kysely';
import { addColumn, createIndex, createTable } from './table.ts';

/**
 * The watch list looks at more people than associates, the second person of a purchase is stored, and typed receipt
 * numbers have one spelling.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createWatch(db);
  await addColumn(db, 'purchases', 'confirmed_by', 'text?');
  await addColumn(db, 'purchase_receipts', 'folded', 'text', `''`);
  // What `foldReceipt` makes of a number in plain letters.
  await sql`update purchase_receipts set folded =
    coalesce(nullif(ltrim(upper(replace(receipt_number, ' ', '')), '0'), ''), '0')`.execute(db);
  await createIndex(db, 'purchase_receipts', 'till_id', 'folded');
}

async function createWatch(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'watched_acts', {
    columns: {
      actor_kind: 'text',
      actor_id: 'text',
      event_id: 'text',
      kind: 'text',
      at: 'whole',
      store_id: 'text?',
      member_id: 'text?',
      subject_id: 'text',
      entered: 'text?',
      minor: 'whole?',
      points: 'whole?',
      redeemed_at: 'whole?',
      redeemed_by: 'text?',
    },
    key: ['event_id'],
  });
  await createIndex(db, 'watched_acts', 'actor_id', 'at');
  await createIndex(db, 'watched_acts', 'member_id', 'at');
  await createIndex(db, 'watched_acts', 'at');
  await createTable(db, 'watch_list', {
    columns: {
      rule: 'text',
      event_id: 'text',
      actor_kind: 'text',
      actor_id: 'text',
      store_id: 'text?',
      member_id: 'text?',
      at: 'whole',
      subject_id: 'text',
      finding: 'text',
    },
    // Each rule notes one cause once, however often it is looked at.
    key: ['rule', 'event_id'],
  });
  await createIndex(db, 'watch_list', 'store_id', 'at');
  await createIndex(db, 'watch_list', 'at');
  await createIndex(db, 'watch_list', 'actor_id', 'at');
  // What a POS did, by day: the days of four weeks are compared.
  await createTable(db, 'pos_days', {
    columns: { till_id: 'text', kind: 'text', day: 'whole', count: 'whole', sum: 'whole' },
    key: ['till_id', 'kind', 'day'],
  });
  await createIndex(db, 'pos_days', 'day');
  await sql`insert into watched_acts (actor_kind, actor_id, event_id, kind, at, store_id, member_id, subject_id,
      entered, minor, redeemed_at, redeemed_by)
    select 'associate', associate_id, event_id, kind, at, store_id, member_id, subject_id,
      entered, minor, redeemed_at, redeemed_by from watch_acts`.execute(db);
  await sql`insert into watch_list (rule, event_id, actor_kind, actor_id, store_id, member_id, at, subject_id, finding)
    select rule, event_id, 'associate', associate_id, store_id, member_id, at, subject_id, finding
    from watch_notes`.execute(db);
  await sql`drop table watch_acts`.execute(db);
  await sql`drop table watch_notes`.execute(db);
}
