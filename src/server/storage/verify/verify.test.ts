import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { cause } from '#domain/points/ledger.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { appendEntry, type NewEntry } from '#server/storage/points/ledger-entries.ts';
import { returnStock, setStock, takeStock } from '#server/storage/vouchers/reward-stocks.ts';
import { claimCode } from '#server/storage/vouchers/voucher-codes.ts';
import { testSecrets as secrets } from '#server/tests/kit/context.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { forceOpen } from '#server/tests/kit/model/tamper.ts';
import { accrual, putMember } from '#server/tests/kit/points.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { keysOfCode, voucherCodeOf } from '#server/usecases/vouchers/name-voucher.ts';

let db: TestStore;
beforeEach(async () => {
  db = await openTestStore();
  await db.store.transact(async (tx) => {
    await setStock(tx, 'mug', 10);
    for (const id of ['ada', 'ben']) {
      await putMember(tx, id);
      await appendEntry(tx, id, accrual('welcome', 100), secrets.hash);
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
  const code = voucherCodeOf({ secrets }, row);
  const [code_key = ''] = keysOfCode({ secrets }, { kind: 'full', code });
  await claimCode(tx, {
    code_key,
    member_id: memberId,
    redemption_id: id,
  });
  await appendEntry(tx, memberId, spend(id, -40), secrets.hash);
}

const spend = (id: string, points: number): NewEntry => ({
  ...accrual(points < 0 ? cause.issue(id) : cause.giveBack(id), points),
  kind: points < 0 ? 'redemption' : 'reversal',
  draws: [{ lotId: 'welcome', points }],
  lotExpiresAt: null,
  redemptionId: id,
});

const tamper = (work: (tx: Tx) => Promise<unknown>) => db.store.transact(work);
const about = async () =>
  (await verifyBooks({ store: db.store, secrets })).map((finding) => finding.about);

test('a sound database has nothing to report', async () => {
  assert.deepEqual(await verifyBooks({ store: db.store, secrets }), []);
});

test('a cancelled voucher that gave points and stock back is sound', async () => {
  await tamper(async (tx) => {
    await tx.db
      .updateTable('redemptions')
      .set({ state: 'cancelled', ended_at: 3, given_back: 40 })
      .execute();
    await appendEntry(tx, 'ada', spend('r1', 40), secrets.hash);
    await returnStock(tx, 'mug', 3);
  });
  assert.deepEqual(await verifyBooks({ store: db.store, secrets }), []);
});

test('a balance that somebody changed is found, and left as it is', async () => {
  await tamper((tx) =>
    tx.db.updateTable('members').set({ balance: 1_000 }).where('id', '=', 'ben').execute(),
  );
  const expected = [
    { memberId: 'ben', about: 'balance', detail: 'the balance says 1000, the ledger 100' },
  ];
  assert.deepEqual(await verifyBooks({ store: db.store, secrets }), expected);
  assert.deepEqual(await verifyBooks({ store: db.store, secrets }), expected);
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
  await tamper((tx) => appendEntry(tx, 'ada', spend('r1', 40), secrets.hash));
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
  assert.deepEqual(await about(), ['ledger', 'chain']);
});

test('more members than a page holds are all looked at', async () => {
  await tamper(async (tx) => {
    for (let index = 0; index < 120; index += 1) await putMember(tx, `m${index}`);
    await tx.db.updateTable('members').set({ balance: 5 }).where('id', 'like', 'm%').execute();
  });
  const reached: string[] = [];
  const look = (after: string) =>
    verifyBooks({ store: db.store, secrets }, { after, reached: (id) => void reached.push(id) });
  assert.equal((await look('')).length, 120);
  // An interrupted run goes on where it said that it was.
  const [, second = ''] = reached.splice(0);
  assert.equal((await look(second)).length, 22);
  assert.deepEqual(reached, ['m99']);
});

/** As a version before there were links left it, and as the first server with them found it. */
async function unlinked(): Promise<void> {
  await db.store.transact(async (tx) => {
    await forceOpen(tx.db, ['ledger_entries']);
    await tx.db.updateTable('ledger_entries').set({ link: null }).execute();
    await tx.db.updateTable('members').set({ chain_head: null }).execute();
  });
  const from = 1_000;
  assert.equal(await isItsSecretKey({ store: db.store, secrets }), true);
  await beginChain({ store: db.store, secrets, now: () => from });
}

const anHour = 3_600_000;
const later = (at: number, name: string) =>
  tamper((tx) => appendEntry(tx, 'ada', { ...accrual(name, 5), at }, secrets.hash));

test('entries of an earlier version have no link, and those of its last processes need none', async () => {
  await unlinked();
  assert.deepEqual(await verifyBooks({ store: db.store, secrets }), []);
  await later(2_000, 'gift:1');
  await tamper(async (tx) => {
    const { db: rows } = tx;
    await rows.updateTable('ledger_entries').set({ link: null }).execute();
    await rows.updateTable('members').set({ chain_head: null }).execute();
  });
  await later(anHour + 1_000, 'gift:2');
  assert.deepEqual(await verifyBooks({ store: db.store, secrets }), []);
});

test('once an entry had to have a link, each later one has to, whatever time it gives itself', async () => {
  await unlinked();
  await later(anHour + 1_000, 'gift:1');
  await later(5, 'gift:2');
  await tamper((tx) =>
    tx.db.updateTable('ledger_entries').set({ link: null }).where('cause', '=', 'gift:2').execute(),
  );
  const [first] = await verifyBooks({ store: db.store, secrets });
  assert.equal(first?.detail, 'entry 4 has no link: no server wrote it');
});

test('what a rule gave for an occasion is on record and in the ledger, once each', async () => {
  const cause = 'occasion:birthday:cake:2026';
  await later(5, cause);
  const [unknown] = await verifyBooks({ store: db.store, secrets });
  assert.equal(unknown?.detail, `${cause} gave 0, should be 5`);
  const given = { rule_id: 'cake', occasion: '2026', kind: 'birthday', points: 5, at: 5 };
  const row = { member_id: 'ada', ...given, in_all: 0, program_version: 1 };
  await tamper((tx) => tx.db.insertInto('occasions').values(row).execute());
  assert.deepEqual(await verifyBooks({ store: db.store, secrets }), []);
  await tamper((tx) => tx.db.updateTable('occasions').set({ occasion: '2027' }).execute());
  const moved = await verifyBooks({ store: db.store, secrets });
  assert.deepEqual(
    moved.map(({ about, detail }) => [about, detail]),
    [
      ['rule', `${cause} gave 0, should be 5`],
      ['rule', 'occasion:birthday:cake:2027 gave 5, should be 0'],
    ],
  );
});

test('nobody moves the beginning of the links later', async () => {
  await unlinked();
  await tamper((tx) =>
    tx.db.updateTable('installation').set({ chain_beginning: '9999999999999.x' }).execute(),
  );
  const [first] = await verifyBooks({ store: db.store, secrets });
  assert.match(first?.detail ?? '', /^when the chain of entries began was changed/);
});
