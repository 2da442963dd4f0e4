import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cancel, issue, newId, posAt, voucher } from '#server/tests/kit/counter.ts';
import { mintFor, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

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

test('a member at home is asked for the store, and a till of ours does not know the code', async () => {
  const home = await t.joined('home@example.com');
  assert.equal((await issue(home, 'coffee')).body.error.key, 'store-needed');
  const phone = await t.joined('shopper@example.com', 'M1');
  const { id } = (await issue(phone, 'coffee')).body;
  await mintFor(t, 1_000);
  const { code } = (await voucher(phone, id)).body;
  const seen = await posAt(t, 'main-1').look(code);
  assert.equal(seen.body.error.key, 'code-not-ours');
  assert.equal((await issue(phone, 'coffee', newId())).body.id, id, 'one live voucher a reward');
  await cancel(phone, id);
  await mintFor(t, 60_000);
});
