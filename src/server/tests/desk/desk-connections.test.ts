import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ConnectionLine } from '#contract/desk/desk-connections.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { issue } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { mintFor, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

let shop: ShopifyStandIn;
let t: Tillpass;
let editor: Signed;
before(async () => {
  shop = await openShopify();
  t = await startMintStore({ shopify: shop });
  editor = await administrator(t, 'Ed', 'editor');
});
after(async () => {
  await t.close();
  await shop.close();
});

const at = (pattern: string, id = 'main') => pattern.replace(/:\w+/, id);
const lines = async (): Promise<ConnectionLine[]> =>
  (await editor.browser.get(deskApi.connections)).body.connections;
const connect = (more: object, storeId = 'main') =>
  editor.proved('connect-store', storeId, at(deskApi.connectStore, storeId), {
    vendor: 'shopify',
    shop: 'corner.myshopify.com',
    key: shop.token,
    ...more,
  });
const faultOf = async (more: object, storeId?: string) =>
  (await connect(more, storeId)).body.error.details.fault;

test('a live check says whether the vendor takes the key now', async () => {
  const check = async () => (await editor.browser.post(at(deskApi.checkConnection))).body;
  assert.deepEqual(await check(), { good: true, reason: null });
  shop.scopes = [];
  const said = await check();
  assert.equal(said.good, false);
  assert.match(said.reason, /write_discounts/);
  shop.scopes = ['write_discounts'];
  assert.deepEqual(
    (await lines()).map(({ store, vendor, account }) => [store, vendor, account]),
    [['Main St.', 'shopify', 'corner.myshopify.com']],
  );
});

test('a key that is not good is told at its field and not kept, and no key is ever shown', async () => {
  const before = await dump(t.context.store.read);
  const sealed = /mint_connections .*/.exec(before)?.[0];
  assert.equal(await faultOf({ key: 'shpat_wrong_key' }), 'denied');
  assert.equal(await faultOf({ key: 'a b' }), 'key');
  assert.equal(await faultOf({ shop: 'corner.example' }), 'shop');
  assert.equal(await faultOf({}, 'harbour'), 'way');
  const kept = await dump(t.context.store.read);
  assert.equal(/mint_connections .*/.exec(kept)?.[0], sealed);
  assert.equal((await connect({})).status, 200);
  assert.ok(!(await editor.browser.get(deskApi.connections)).text.includes(shop.token));
});

test('while discounts are out a store stays connected; afterwards it is forgotten once', async () => {
  const phone = await t.joined('out@example.com', 'M1');
  await issue(phone, 'coffee');
  await mintFor(t, 1_000);
  assert.equal((await lines())[0]?.open, 1);
  const end = async () =>
    (await editor.proved('connect-store', 'main', at(deskApi.disconnectStore))).body;
  assert.equal((await end()).error.details.fault, 'open');
  await mintFor(t, 50 * 60_000);
  assert.equal((await lines())[0]?.open, 0);
  assert.deepEqual(await end(), { done: true });
  assert.equal((await end()).error.details.fault, 'unconnected');
  assert.equal((await lines())[0]?.account, null);
});
