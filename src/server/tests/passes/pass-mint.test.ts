import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { balance, cancel, newId, posAt, said, voucher, wallet } from '#server/tests/kit/counter.ts';
import { mintFor, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import { passPhone } from '#server/tests/kit/model/pass-phone.ts';
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

test('a reward whose code a shop’s own till takes by itself is not given for a pass as well', async () => {
  const browser = await t.joined('both@example.com');
  const phone = await passPhone(browser);
  const wish = { id: newId(), rewardId: 'coffee', storeId: 'main' };
  const { id } = (await browser.post(memberApi.redemptions, wish)).body;
  await mintFor(t, 1_000);
  const { code } = (await voucher(browser, id)).body;
  const shown = phone.show('coffee', t.clock.now());
  assert.deepEqual(said(await posAt(t, 'harbour-1').redeem(shown, 'M-1')), [422, 'live-elsewhere']);
  assert.match((await wallet(browser)).told[0].text, /open for another shop/);

  await cancel(browser, id);
  await mintFor(t, 60_000);
  assert.ok(!shop.sell(code), 'the discount is gone');
  assert.equal(await balance(browser), 150);
  const given = await posAt(t, 'harbour-1').redeem(phone.show('coffee', t.clock.now()), 'M-2');
  assert.deepEqual(said(given), [200, undefined]);
  assert.equal(await balance(browser), 50);
});
