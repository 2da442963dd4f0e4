import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { memberTopic } from '#server/storage/db/live.ts';
import { cancel, issue, voucher, wallet } from '#server/tests/kit/counter.ts';
import { mintFor, mintOrders, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { startMinting } from './minting.ts';

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
let shoppers = 0;

async function shopper() {
  shoppers += 1;
  t.clock.turn(11 * minute); // A new window for the limits of asking.
  return t.joined(`minting-${shoppers}@example.com`, 'M1');
}

/** Waits until the database shows it, looking whenever the topic is told. */
async function until(topic: string, so: () => Promise<boolean>): Promise<void> {
  const heard: { resolve: () => void } = { resolve: () => {} };
  const stop = t.context.live.listen(topic, () => heard.resolve());
  for (;;) {
    const told = Promise.withResolvers<void>();
    heard.resolve = told.resolve;
    if (await so()) break;
    await told.promise;
  }
  stop();
}

test('an order is worked on at once, and the phone hears of its code', async () => {
  const minting = startMinting(t.context);
  const phone = await shopper();
  const { id } = (await issue(phone, 'coffee')).body;
  const since = performance.now();
  const order = (await mintOrders(t)).find(({ redemption_id }) => redemption_id === id);
  await until(memberTopic(order?.member_id ?? ''), async () => {
    return (await voucher(phone, id)).body.code !== null;
  });
  // Even on a busy machine that is before it would look by itself, five seconds later.
  const tookMs = performance.now() - since;
  assert.ok(tookMs < 4_500, `${tookMs} ms`);
  await minting.stop();
  await cancel(phone, id);
  await mintFor(t, minute);
});

test('two processes make twelve discounts, each asked for once', async () => {
  const phones = [];
  for (let n = 0; n < 12; n += 1) phones.push(await shopper());
  const before = shop.discounts.length;
  const asked = () =>
    shop.requests.filter(({ body }) => String(body?.query).includes('CreateDiscount')).length;
  const asksBefore = asked();
  const processes = [startMinting(t.context), startMinting(t.context)];
  await Promise.all(phones.map((phone) => issue(phone, 'coffee')));
  const allMade = async () => (await mintOrders(t)).every(({ state }) => state !== 'wanted');
  await until('mint', allMade);
  await Promise.all(processes.map((one) => one.stop()));
  assert.deepEqual([shop.discounts.length - before, asked() - asksBefore], [12, 12]);
  t.clock.turn(40 * minute);
  await mintFor(t, 10 * minute);
  assert.equal(shop.live().length, 0);
});

test('while one is withdrawn the same reward can be had again, as another', async () => {
  const phone = await shopper();
  const first = (await issue(phone, 'small')).body.id;
  await mintFor(t, 1_000);
  await cancel(phone, first);
  const second = (await issue(phone, 'small')).body;
  assert.notEqual(second.id, first);
  assert.deepEqual([second.state, second.endedAt], ['issued', null]);
  assert.deepEqual(
    (await wallet(phone)).vouchers.map(({ id }: { id: string }) => id),
    [second.id],
  );
  await mintFor(t, minute);
  assert.equal((await voucher(phone, first)).body.state, 'cancelled');
  assert.notEqual((await voucher(phone, second.id)).body.code, null);
  await cancel(phone, second.id);
  await mintFor(t, minute);
});

test('an order that tells another story than its redemption is found', async () => {
  const phone = await shopper();
  const { id } = (await issue(phone, 'coffee')).body;
  await cancel(phone, id);
  const tamper = (state: 'used' | 'retired') =>
    t.context.store.transact(({ db }) =>
      db.updateTable('mint_orders').set({ state }).where('redemption_id', '=', id).execute(),
    );
  await tamper('used');
  const details = (await verifyBooks(t.context)).map(({ detail }) => detail);
  assert.deepEqual(details, [`redemption ${id} is cancelled, its discount used`]);
  await tamper('retired');
  assert.deepEqual(await verifyBooks(t.context), []);
});
