import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { cause } from '#domain/points/ledger.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { appendEntry, type NewEntry } from '#server/storage/points/ledger-entries.ts';
import { returnStock, setStock, takeStock } from '#server/storage/vouchers/reward-stocks.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { accrual, putMember } from '#server/tests/kit/points.ts';
import { verify } from './verify.ts';

let db: TestStore;
beforeEach(async () => {
  db = await openTestStore();
  await db.store.transact(async (tx) => {
    await setStock(tx, 'mug', 10);
    for (const id of ['ada', 'ben']) {
      await putMember(tx, id);
      await appendEntry(tx, id, accrual('purchase:1', 100));
    }
    await issue(tx, 'ada', 'r1');
  });
});
afterEach(() => db.close());

/** Issues a voucher for 40 points that takes one mug from the stock. */
async function issue(tx: Tx, memberId: string, id: string): Promise<void> {
  const row: RedemptionRow = {
    member_id: memberId,
    id,
    state: 'issued',
    reward_id: 'mug',
    reward: '{}',
    points: 40,
    issued_at: 1,
    expires_at: 2,
    store_id: null,
    code_source: 'own',
    entered: null,
    code_salt: 0,
    short_code_salt: null,
    stock_shard: await takeStock(tx, 'mug', 3),
    tier_id: null,
    reserved_until: null,
    reserved_store_id: null,
    reserved_till_id: null,
    basket_id: null,
    used_at: null,
    used_store_id: null,
    used_till_id: null,
    associate_id: null,
    receipt_number: null,
    ended_at: null,
    end_reason: null,
    given_back: 0,
    reversed_by: null,
    replaced_by: null,
  };
  await tx.db.insertInto('redemptions').values(row).execute();
  await appendEntry(tx, memberId, spend(id, -40));
}

const spend = (id: string, points: number): NewEntry => ({
  ...accrual(points < 0 ? cause.issue(id) : cause.giveBack(id), points),
  kind: points < 0 ? 'redemption' : 'reversal',
  draws: [{ lotId: 'purchase:1', points }],
  lotExpiresAt: null,
  redemptionId: id,
});

const tamper = (work: (tx: Tx) => Promise<unknown>) => db.store.transact(work);
const about = async () => (await verify(db.store)).map((finding) => finding.about);

test('a sound database has nothing to report', async () => {
  assert.deepEqual(await verify(db.store), []);
});

test('a cancelled voucher that gave points and stock back is sound', async () => {
  await tamper(async (tx) => {
    await tx.db
      .updateTable('redemptions')
      .set({ state: 'cancelled', ended_at: 3, given_back: 40 })
      .execute();
    await appendEntry(tx, 'ada', spend('r1', 40));
    await returnStock(tx, 'mug', 3);
  });
  assert.deepEqual(await verify(db.store), []);
});

test('a balance that somebody changed is found, and left as it is', async () => {
  await tamper((tx) =>
    tx.db.updateTable('members').set({ balance: 1_000 }).where('id', '=', 'ben').execute(),
  );
  const expected = [
    { memberId: 'ben', about: 'balance', detail: 'the balance says 1000, the ledger 100' },
  ];
  assert.deepEqual(await verify(db.store), expected);
  assert.deepEqual(await verify(db.store), expected);
});

test('a lot that holds more than the ledger left in it is found', async () => {
  await tamper((tx) =>
    tx.db.updateTable('lots').set({ remaining: 99 }).where('member_id', '=', 'ada').execute(),
  );
  assert.deepEqual(await about(), ['lot']);
});

test('a voucher that ended without giving its points and stock back is found', async () => {
  await tamper((tx) =>
    tx.db.updateTable('redemptions').set({ state: 'expired', ended_at: 3 }).execute(),
  );
  assert.deepEqual(await about(), ['redemption', 'stock']);
});

test('points given back for a voucher that was used are found', async () => {
  await tamper((tx) => appendEntry(tx, 'ada', spend('r1', 40)));
  assert.deepEqual(await about(), ['redemption']);
});

test('an entry that was written past the rules is found', async () => {
  await tamper(async (tx) => {
    const row = await tx.db
      .selectFrom('ledger_entries')
      .selectAll()
      .where('member_id', '=', 'ben')
      .executeTakeFirstOrThrow();
    const forged = { ...row, seq: 3, cause: 'forged' };
    await tx.db.insertInto('ledger_entries').values(forged).execute();
  });
  assert.deepEqual(await about(), ['ledger']);
});

test('more members than a page holds are all looked at', async () => {
  await tamper(async (tx) => {
    for (let index = 0; index < 120; index += 1) await putMember(tx, `m${index}`);
    await tx.db.updateTable('members').set({ balance: 5 }).where('id', 'like', 'm%').execute();
  });
  assert.equal((await verify(db.store)).length, 120);
});
