import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { cancel, issue, newId, posAt, voucher } from '#server/tests/kit/counter.ts';
import { mintFor, mintProgram, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

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

test('a discount is made of the amount that the member chose', async () => {
  const program = mintProgram('shopify');
  await loadProgram(t.context, {
    ...program,
    rewards: [
      ...program.rewards,
      {
        id: 'off',
        name: { en: 'Money off' },
        instruction: { en: 'Take {worth} off' },
        worth: { kind: 'amount-off', minor: 100 },
        points: 20,
        range: { to: 100, step: 20, addsMinor: 125 },
      },
    ],
  });
  const phone = await t.joined('chooses@example.com', 'M1');
  const wish = { id: newId(), rewardId: 'off', points: '60' };
  const { id } = (await phone.post(memberApi.redemptions, wish)).body;
  await mintFor(t, 1_000);
  const { code } = (await voucher(phone, id)).body;
  const made = shop.live().find((one) => one.code === code);
  assert.equal(made?.input.title, `${code} Money off: €3.50`);
  assert.deepEqual(made?.input.customerGets, {
    value: { discountAmount: { amount: '3.50', appliesOnEachItem: false } },
    items: { all: true },
  });
  await cancel(phone, id);
  await mintFor(t, 60_000);
});
