import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import { cancel, issue } from '#server/tests/kit/counter.ts';
import { mintFor, mintOrders, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify } from '#server/tests/kit/mint/shopify-stand-in.ts';
import { openSquare } from '#server/tests/kit/mint/square-stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { barcodePayloadOf } from '#server/usecases/vouchers/barcode-payload.ts';

/** What a member's voucher carries before it is made, while it can be used, and after it was cancelled. */
async function payload(t: Tillpass) {
  const phone = await t.joined('ada@example.com', 'M1');
  const { id } = (await issue(phone, 'coffee')).body;
  const [order] = await mintOrders(t);
  const now = async () => {
    const row = await redemptionRow(t.context.store.read, order?.member_id ?? '', id);
    assert.ok(row);
    return barcodePayloadOf(await readWork(t.context), row);
  };
  const before = await now();
  await mintFor(t, 1_000);
  const live = await now();
  await cancel(phone, id);
  const after = await now();
  await mintFor(t, 5 * 60_000);
  return { before, live, after };
}

test('a Shopify voucher carries the shop’s own link, and fingers type the code in it', async () => {
  const shop = await openShopify();
  const t = await startMintStore({ shopify: shop });
  const { before, live, after } = await payload(t);
  const code = shop.discounts[0]?.code ?? '';
  assert.deepEqual([before, after], [null, null]);
  const text = `https://corner.myshopify.com/discount/${code}`;
  assert.deepEqual(live, { text, symbology: 'qr', typed: code });
  await t.close();
  await shop.close();
});

test('a Square voucher carries the code by which the till lists the discount', async () => {
  const seller = await openSquare();
  const t = await startMintStore({ square: seller });
  const { before, live, after } = await payload(t);
  assert.deepEqual([before, after], [null, null]);
  assert.match(live?.typed ?? '', /^[0-9A-Z]{12}$/);
  assert.equal(live?.text, live?.typed);
  assert.equal(seller.made(), 1);
  assert.equal(seller.discounts.length, 0, 'withdrawn again');
  await t.close();
  await seller.close();
});
