import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { balance, cancel, issue, voucher, wallet } from '#server/tests/kit/counter.ts';
import {
  mintDue,
  mintFor,
  mintState,
  ordered,
  startMintStore,
} from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

let shop: ShopifyStandIn;
let t: Tillpass;
before(async () => {
  shop = await openShopify();
  t = await startMintStore({ shopify: shop });
});
beforeEach(() => {
  shop.countsAtOnce = true;
});
after(async () => {
  await t.close();
  await shop.close();
});

const minute = 60_000;

test('the phone waits for its code, and has it when the shop has made the discount', async () => {
  const { phone, id, code } = await ordered(t);
  const waiting = (await voucher(phone, id)).body;
  assert.deepEqual(
    [waiting.state, waiting.code, waiting.notice],
    ['issued', null, 'Getting your code…'],
  );
  assert.equal(waiting.balance, 50);
  assert.equal((await wallet(phone)).vouchers.length, 1);
  await mintDue(t.context);
  const ready = (await voucher(phone, id)).body;
  assert.deepEqual([ready.state, ready.notice, ready.source], ['issued', null, 'mint']);
  assert.match(ready.code, /^[0-9A-HJKMNP-TV-Z]{12}$/);
  const [made] = shop.live();
  assert.equal(made?.code, await code());
  assert.deepEqual(made?.input, {
    title: `${ready.code} Reward coffee`,
    code: ready.code,
    startsAt: new Date(ready.issuedAt).toISOString(),
    endsAt: new Date(ready.expiresAt + 2 * minute).toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: false,
    context: { all: 'ALL' },
    customerGets: {
      value: { discountAmount: { amount: '5.00', appliesOnEachItem: false } },
      items: { all: true },
    },
  });
  await cancel(phone, id);
  await mintFor(t, minute);
});

test('a sale with it is seen, and the discount is put away', async () => {
  const { phone, id, code } = await ordered(t);
  await mintFor(t, 1_000);
  assert.ok(shop.sell(await code()));
  await mintFor(t, 6_000);
  const { body } = await voucher(phone, id);
  assert.equal(body.state, 'redeemed');
  assert.deepEqual([body.used.store, body.used.till], ['Main St.', 'Shopify']);
  assert.equal(await balance(phone), 50);
  assert.equal(await mintState(t, id), 'used');
  assert.equal((await cancel(phone, id)).body.error.key, 'already-used');
});

test('cancelling withdraws it first, and then the points come back', async () => {
  const { phone, id, code } = await ordered(t);
  await mintFor(t, 1_000);
  const shown = await code();
  const cancelled = (await cancel(phone, id)).body;
  assert.deepEqual([cancelled.state, cancelled.code, cancelled.balance], ['cancelled', null, 50]);
  assert.match(cancelled.notice, /points come back in a moment/);
  assert.equal((await wallet(phone)).vouchers.length, 0);
  assert.equal((await cancel(phone, id)).status, 200);
  await mintDue(t.context);
  assert.equal(shop.sell(shown), false, 'withdrawn before any point is back');
  assert.equal(await balance(phone), 50);
  await mintFor(t, 11_000);
  assert.equal(await balance(phone), 150);
  const over = (await voucher(phone, id)).body;
  assert.deepEqual([over.state, over.notice], ['cancelled', null]);
});

test('a frozen member’s discount is withdrawn at the vendor, and no other is made', async () => {
  const { phone, code } = await ordered(t);
  await mintFor(t, 1_000);
  const shown = await code();
  await phone.post(memberApi.freeze);
  await mintDue(t.context);
  assert.equal(shop.sell(shown), false);
  assert.equal((await issue(phone, 'coffee')).body.error.key, 'frozen');
  await mintFor(t, 11_000);
  assert.equal(await balance(phone), 150);
});

test('a use in the last moment, counted late, is a use and no cancellation', async () => {
  const { phone, id, code } = await ordered(t);
  await mintFor(t, 1_000);
  shop.countsAtOnce = false;
  assert.ok(shop.sell(await code()));
  await cancel(phone, id);
  await mintDue(t.context);
  await mintFor(t, 5_000);
  for (const one of shop.discounts) one.counted = one.uses;
  await mintFor(t, minute);
  const { body } = await voucher(phone, id);
  assert.deepEqual([body.state, body.balance], ['redeemed', 50]);
});

test('what nobody asked for yet is cancelled at once', async () => {
  const { phone, id } = await ordered(t);
  const asked = shop.requests.length;
  const { body } = await cancel(phone, id);
  assert.deepEqual([body.state, body.balance, body.notice], ['cancelled', 150, null]);
  await mintFor(t, minute);
  assert.equal(shop.requests.length, asked);
});

test('unused in time, it is withdrawn and the points come back', async () => {
  const { phone, id } = await ordered(t);
  await mintFor(t, 1_000);
  t.clock.turn(31 * minute);
  await mintDue(t.context);
  const late = (await voucher(phone, id)).body;
  assert.deepEqual([late.state, late.balance], ['issued', 50]);
  assert.ok(late.code, 'the vendor takes it as long as it is there');
  t.clock.turn(2 * minute);
  await mintFor(t, minute);
  const { body } = await voucher(phone, id);
  assert.deepEqual([body.state, body.balance], ['expired', 150]);
  assert.equal(shop.live().length, 0);
});
