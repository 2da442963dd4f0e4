import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { balance, cancel, voucher } from '#server/tests/kit/counter.ts';
import {
  mintDue,
  mintFor,
  mintState,
  ordered,
  startMintStore,
} from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import type { Fault } from '#server/tests/kit/mint/stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

let shop: ShopifyStandIn;
let t: Tillpass;
before(async () => {
  shop = await openShopify();
  t = await startMintStore({ shopify: shop });
});
beforeEach(() => {
  shop.trouble = () => null;
});
after(async () => {
  await t.close();
  await shop.close();
});

const minute = 60_000;

/** The next requests fail in this way; those after them succeed. */
function next(...faults: (Fault | null)[]): void {
  shop.trouble = () => faults.shift() ?? null;
}

for (const fault of ['lost', 'gateway', 'late'] as const) {
  test(`an answer that never came (${fault}) makes no second discount`, async () => {
    const { phone, id } = await ordered(t);
    next(fault);
    await mintFor(t, 5_000);
    shop.land();
    await mintFor(t, 5_000);
    assert.equal(await mintState(t, id), 'minted');
    assert.equal(shop.live().length, 1);
    await cancel(phone, id);
    await mintFor(t, minute);
    assert.deepEqual([shop.live().length, await balance(phone)], [0, 150]);
  });
}

test('cancelled while nobody knows whether it was made: what arrives late is dead already', async () => {
  const { phone, id } = await ordered(t);
  next('late');
  await mintDue(t.context);
  assert.equal((await cancel(phone, id)).body.balance, 50);
  await mintFor(t, minute);
  assert.equal(await balance(phone), 150);
  shop.land();
  assert.equal(shop.live().length, 0);
  assert.equal(await mintState(t, id), 'retired');
});

test('a throttled shop is left alone for as long as it asks, and then has made one', async () => {
  const { phone, id } = await ordered(t);
  next('throttled', 'throttled', 'broken', 'reset');
  await mintFor(t, minute);
  assert.equal(await mintState(t, id), 'minted');
  await cancel(phone, id);
  await mintFor(t, minute);
});

test('a key that is good for nothing gives the points back and says so, with an event', async () => {
  const { phone, id } = await ordered(t);
  shop.trouble = () => 'unauthorised';
  await mintFor(t, 1_000);
  const { body } = await voucher(phone, id);
  assert.deepEqual([body.state, body.balance], ['cancelled', 150]);
  assert.equal(body.notice, 'We couldn’t get your code. Your points are back.');
  const events = await t.context.store.read
    .selectFrom('events')
    .selectAll()
    .where('kind', '=', 'mint.failed')
    .execute();
  assert.deepEqual(JSON.parse(events.at(-1)?.data ?? ''), {
    redemptionId: id,
    rewardId: 'coffee',
    vendor: 'shopify',
    reason: 'status 401',
  });
});

test('out of patience with a silent shop, points come back only once it has spoken', async () => {
  const { phone, id } = await ordered(t);
  shop.trouble = () => 'lost';
  await mintFor(t, 4 * minute);
  const failing = (await voucher(phone, id)).body;
  assert.deepEqual([failing.state, failing.balance], ['cancelled', 50]);
  assert.match(failing.notice, /points come back in a moment/);
  assert.equal(shop.live().length, 1, 'it was made, and nobody heard');
  shop.trouble = () => null;
  await mintFor(t, 12 * minute);
  const { body } = await voucher(phone, id);
  assert.deepEqual([body.state, body.balance], ['cancelled', 150]);
  assert.equal(shop.live().length, 0);
});

test('with a key that ended meanwhile, points wait for one that can withdraw', async () => {
  const { phone, id } = await ordered(t);
  await mintFor(t, 1_000);
  await cancel(phone, id);
  shop.trouble = () => 'unauthorised';
  await mintFor(t, 60 * minute);
  assert.equal(await balance(phone), 50);
  shop.trouble = () => null;
  await mintFor(t, 20 * minute);
  assert.deepEqual([shop.live().length, await balance(phone)], [0, 150]);
});

test('a discount that the retailer renamed is still ours', async () => {
  const { phone, id } = await ordered(t);
  next('lost');
  await mintDue(t.context);
  const [made] = shop.live();
  assert.ok(made);
  Object.assign(made, { title: 'Summer sale' });
  await mintFor(t, minute);
  assert.equal(await mintState(t, id), 'minted');
  await cancel(phone, id);
  await mintFor(t, minute);
  assert.deepEqual([shop.live().length, await balance(phone)], [0, 150]);
});
