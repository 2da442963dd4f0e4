import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cancel, issue } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import {
  mintFor,
  mintOrders,
  mintProgram,
  shopifyConnection,
  startMintStore,
} from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import type { MintConnection } from '#server/vendors/mint/connection.ts';
import { connectStore, disconnectStore } from './mint-connection.ts';

let shop: ShopifyStandIn;
let t: Tillpass;
before(async () => {
  shop = await openShopify();
  t = await startMintStore({ shopify: shop });
});
after(async () => {
  await t.close();
  await shop.close();
});

const connect = (more: Partial<MintConnection> = {}, storeId = 'main') =>
  connectStore(t.context, storeId, { ...shopifyConnection(shop), ...more } as MintConnection); // Of one vendor.

test('a key rests sealed', async () => {
  const kept = await dump(t.context.store.read);
  assert.match(kept, /mint_connections .*corner\.myshopify\.com/);
  assert.equal(kept.includes(shop.token), false);
});

test('a key that is not good is not kept', async () => {
  const key = { kind: 'token', token: 'shpat_wrong' } as const;
  await assert.rejects(connect({ key }), /does not take this key: status 401/);
  shop.scopes = [];
  await assert.rejects(connect(), /write_discounts/);
  shop.scopes = ['write_discounts'];
  shop.currency = 'USD';
  await assert.rejects(connect(), /counts in EUR, and the shop there in USD/);
  shop.currency = 'EUR';
});

test('only a store whose program says so is connected', async () => {
  await assert.rejects(connect({}, 'harbour'), /does not say/);
  await assert.rejects(disconnectStore(t.context, 'harbour'), /is not connected/);
});

test('while discounts are out, their shop stays connected; a new key of the same shop is taken', async () => {
  const phone = await t.joined('out@example.com', 'M1');
  const { body } = await issue(phone, 'coffee');
  await mintFor(t, 1_000);
  await assert.rejects(disconnectStore(t.context, 'main'), /1 discounts made at corner/);
  await assert.rejects(connect({ shop: 'other.myshopify.com' }), /are not over yet/);

  shop.trouble = () => 'unauthorised';
  await cancel(phone, body.id);
  await mintFor(t, 60_000);
  shop.trouble = () => null;
  const [waiting] = await mintOrders(t);
  assert.ok((waiting?.due_at ?? 0) > t.clock.now());
  await connect();
  const [hurried] = await mintOrders(t);
  assert.equal(hurried?.due_at, t.clock.now(), 'a new key is tried at once');
  await mintFor(t, 60_000);

  await disconnectStore(t.context, 'main');
  assert.equal((await dump(t.context.store.read)).includes('mint_connections '), false);
});

test('without a key the points are back at once, and the shopper is told', async () => {
  const phone = await t.joined('none@example.com', 'M1');
  const { body } = await issue(phone, 'coffee');
  await mintFor(t, 1_000);
  const seen = (await phone.get(`/api/redemptions/${body.id}`)).body;
  assert.deepEqual([seen.state, seen.balance], ['cancelled', 150]);
  assert.match(seen.notice, /couldn’t get your code/);
});

test('a store that changed its vendor keeps the old key from the new one', async () => {
  await connect();
  await loadProgram(t.context, mintProgram('square'));
  const phone = await t.joined('changed@example.com', 'M1');
  await issue(phone, 'coffee');
  await mintFor(t, 1_000);
  const orders = await mintOrders(t);
  assert.equal(
    orders.find(({ vendor }) => vendor === 'square')?.fault,
    'the store is not connected',
  );
});
