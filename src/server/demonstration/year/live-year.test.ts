import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressKey } from '#domain/people/email-address.ts';
import { livingAddress } from '#server/demonstration/living-members.ts';
import { setUpDemonstration } from '#server/demonstration/set-up.ts';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { TestClock } from '#server/tests/kit/clock.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';
import { seededYear } from './seeded-year.ts';

const small = { seed: '5', members: 24, days: 60 };

test('a seeded year ends with the same ledger every time, on either database, and verify is content', async (t) => {
  const hashes = [];
  for (const on of ['sqlite', 'either'] as const) {
    const database = await openTestStore(on);
    t.after(() => database.close());
    const lived = await seededYear(testContext({ ...database, now: Date.now }), small);
    assert.deepEqual(lived.findings, []);
    assert.ok(lived.entries > 100);
    const given = database.store.read.selectFrom('occasions').select('kind').distinct();
    const kinds = (await given.execute()).map(({ kind }) => kind);
    const earned = ['birthday', 'check-in', 'newsletter', 'profile-step', 'review', 'survey'];
    assert.deepEqual(
      earned.filter((kind) => !kinds.some((one) => one === kind)),
      [],
    );
    const chosen = database.store.read
      .selectFrom('redemptions')
      .where('reward_id', '=', 'money-off');
    const prices = new Set((await chosen.select('points').execute()).map(({ points }) => points));
    assert.ok(prices.size > 1, 'members chose how much');
    const claimed = database.store.read
      .selectFrom('events')
      .where('data', 'like', '%"claimed":true%');
    assert.ok(await claimed.select('seq').executeTakeFirst(), 'somebody claimed a sale');
    const brought = database.store.read.selectFrom('awards').where('friend_id', 'is not', null);
    assert.ok(await brought.select('points').executeTakeFirst(), 'somebody brought a friend');
    const paid = database.store.read.selectFrom('memberships').select('source').distinct();
    assert.deepEqual((await paid.execute()).map(({ source }) => source).sort(), ['api', 'sale']);
    hashes.push(lived.hash);
  }
  assert.equal(hashes[1], hashes[0]);
});

test('a transaction that has to run again, as after a deadlock, changes nothing of the year', async (t) => {
  const hashes = [];
  for (const everyNth of [Number.POSITIVE_INFINITY, 5]) {
    const database = await openTestStore();
    t.after(() => database.close());
    const { store } = database;
    let begun = 0;
    const stumbling: Store = {
      read: store.read,
      transact: async (work, pace) => {
        begun += 1;
        const inVain = async (tx: Tx) => {
          await work(tx);
          throw new Error('the database undoes it');
        };
        if (begun % everyNth === 0) await store.transact(inVain, pace).catch(() => {});
        return store.transact(work, pace);
      },
      lockMember: (tx, memberId) => store.lockMember(tx, memberId),
      scrub: () => store.scrub(),
      close: () => store.close(),
    };
    const context = testContext({ ...database, store: stumbling, now: Date.now });
    hashes.push((await seededYear(context, { seed: '5', members: 12, days: 30 })).hash);
  }
  assert.equal(hashes[1], hashes[0]);
});

test('who looks at the demonstration for the first time finds a member with months of history', async (t) => {
  const database = await openTestStore();
  t.after(() => database.close());
  const context = testContext({ ...database, now: new TestClock().now });
  const shown = await setUpDemonstration(context, { lived: true });
  assert.equal(shown?.member, livingAddress);
  const memberId = await memberIdByAddress(context.store.read, addressKey(livingAddress));
  assert.ok(memberId);
  const wallet = await viewWallet(context, { memberId, storeId: null, language: 'en' });
  assert.deepEqual([wallet.tier.id, wallet.member.firstName], ['gold', 'Maya']);
  assert.ok(wallet.balance > 0 && wallet.history.length > 4);
  assert.deepEqual(await verifyBooks(context), []);
});
