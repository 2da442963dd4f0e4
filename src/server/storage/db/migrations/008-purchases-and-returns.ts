import { type Kysely, sql } from 'kysely';
import { addColumn, createIndex, createTable, oneOf } from './table.ts';

/** Purchases by line, their returns, and the debt that a return may leave. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'members', 'debt', 'whole', '0');
  // A member's lots that hold points: after years nearly all lots are empty.
  await db.schema
    .createIndex('lots_with_points')
    .on('lots')
    .columns(['member_id', 'expires_at'])
    .where(sql.ref('remaining'), '>', 0)
    .execute();
  await addColumn(db, 'redemptions', 'given_back', 'whole', '0');
  await sql`update redemptions set given_back = points
    where state in ('cancelled', 'expired', 'reversed')`.execute(db);
  await widenPurchases(db);
  await letReceiptsWait(db);
  await createReturns(db);
}

async function widenPurchases(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'store_id', 'text?');
  await addColumn(db, 'purchases', 'associate_id', 'text?');
  await addColumn(db, 'purchases', 'taxes', 'whole', '0');
  await addColumn(db, 'purchases', 'tenders', 'text', `'[]'`);
  await addColumn(db, 'purchases', 'counted', 'whole', '0');
  await addColumn(db, 'purchases', 'counted_back', 'whole', '0');
  await sql`update purchases set counted = minor`.execute(db);
  await createTable(db, 'purchase_lines', {
    columns: {
      member_id: 'text',
      purchase_id: 'text',
      id: 'text',
      number: 'whole',
      minor: 'whole',
    },
    key: ['member_id', 'purchase_id', 'id'],
    ofMember: true,
    checks: { amounts: 'minor >= 0' },
  });
  // The redemption is the key: a reward is given with one purchase.
  await createTable(db, 'purchase_redemptions', {
    columns: { member_id: 'text', redemption_id: 'text', purchase_id: 'text', lines: 'text' },
    key: ['member_id', 'redemption_id'],
    ofMember: true,
  });
  await createIndex(db, 'purchase_redemptions', 'member_id', 'purchase_id');
  await createTable(db, 'undone_lines', {
    columns: {
      member_id: 'text',
      redemption_id: 'text',
      line_id: 'text',
      at: 'whole',
      reason: 'text',
    },
    key: ['member_id', 'redemption_id', 'line_id'],
    ofMember: true,
  });
}

/** A receipt may be known only from its returns until its purchase comes; until then it has no member. */
async function letReceiptsWait(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'purchase_receipts', {
    columns: { till_id: 'text', receipt_number: 'text', member_id: 'text?', purchase_id: 'text?' },
    key: ['till_id', 'receipt_number'],
  });
  await sql`insert into purchase_receipts (till_id, receipt_number, member_id, purchase_id)
    select till_id, receipt_number, member_id, purchase_id from receipts`.execute(db);
  await db.schema.dropTable('receipts').execute();
}

async function createReturns(db: Kysely<unknown>): Promise<void> {
  // Found by the till's own number, also while nobody knows whose purchase it is about.
  await createTable(db, 'return_receipts', {
    columns: {
      till_id: 'text',
      receipt_number: 'text',
      return_id: 'text',
      state: 'text',
      purchase_till_id: 'text',
      purchase_receipt_number: 'text',
      store_id: 'text',
      associate_id: 'text?',
      at: 'whole',
      reported_at: 'whole',
      wish: 'text',
      member_id: 'text?',
      refusal: 'text?',
    },
    key: ['till_id', 'receipt_number'],
    checks: {
      states: oneOf('state', ['waiting', 'applied', 'refused']),
      applied: `state <> 'applied' or member_id is not null`,
      refused: `state <> 'refused' or refusal is not null`,
    },
  });
  await createIndex(db, 'return_receipts', 'purchase_till_id', 'purchase_receipt_number');
  await createTable(db, 'returns', {
    columns: {
      member_id: 'text',
      id: 'text',
      purchase_id: 'text',
      what: 'text',
      minor: 'whole',
      points: 'whole',
      lapsed: 'whole',
      given_back: 'whole',
      exchange_purchase_id: 'text?',
      exchange_kept: 'whole',
      at: 'whole',
    },
    key: ['member_id', 'id'],
    ofMember: true,
    checks: {
      whats: oneOf('what', ['whole', 'lines', 'amount']),
      amounts: 'minor >= 0 and points >= 0 and lapsed >= 0 and given_back >= 0',
    },
  });
  await createIndex(db, 'returns', 'member_id', 'purchase_id');
  await createTable(db, 'return_lines', {
    columns: {
      member_id: 'text',
      purchase_id: 'text',
      return_id: 'text',
      line_id: 'text',
      minor: 'whole',
    },
    key: ['member_id', 'purchase_id', 'return_id', 'line_id'],
    ofMember: true,
    checks: { amounts: 'minor >= 0' },
  });
}
