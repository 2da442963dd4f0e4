import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { mintRequest, no } from '#server/tests/kit/mint/mint-requests.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import { askWithin } from './ask.ts';
import type { MintConnection, ShopifyKey } from './connection.ts';
import type { Minter, MintRequest } from './minter.ts';
import { minters } from './open-minter.ts';
import { discountLink } from './shopify.ts';

let shop: ShopifyStandIn;
before(async () => {
  shop = await openShopify();
});
beforeEach(() => {
  shop.trouble = () => null;
});
after(() => shop.close());

const patient = askWithin(10_000);

function opened(key: ShopifyKey = { kind: 'token', token: shop.token }, ask = patient): Minter {
  const open = minters({ shopify: shop.origin, square: null }, ask);
  const connection: MintConnection = { vendor: 'shopify', shop: 'corner.myshopify.com', key };
  return open(connection);
}

test('an amount is written in the currency’s digits, a percentage as a fraction', async () => {
  const minter = opened();
  const value = async (more: Partial<MintRequest>) => {
    await minter.mint(mintRequest(more));
    const gets = shop.discounts.at(-1)?.input.customerGets as { value: unknown }; // As it was asked for.
    return gets.value;
  };
  const amount = (text: string) => ({
    discountAmount: { amount: text, appliesOnEachItem: false },
  });
  assert.deepEqual(await value({}), amount('12.50'));
  assert.deepEqual(await value({ currency: 'JPY' }), amount('1250'));
  assert.deepEqual(await value({ worth: { kind: 'percent-off', percent: 15 } }), {
    percentage: 0.15,
  });
});

test('the same again is the same discount', async () => {
  const minter = opened();
  const wanted = mintRequest();
  const id = await minter.mint(wanted);
  assert.equal(await minter.mint(wanted), id);
  assert.equal(await minter.find(wanted), id);
  assert.equal(await minter.find(mintRequest()), null);
});

test('a retired one is sold no more; one that is gone is as good as retired', async () => {
  const minter = opened();
  const wanted = mintRequest();
  const id = await minter.mint(wanted);
  await minter.retire(id);
  await minter.retire(id);
  assert.equal(shop.sell(wanted.code), false);
  await minter.retire('gid://shopify/DiscountCodeNode/999');
  assert.equal(await minter.wasUsed('gid://shopify/DiscountCodeNode/999', wanted), false);
});

test('each kind of "no" is told apart', async () => {
  const minter = opened();
  const after = (fault: ReturnType<ShopifyStandIn['trouble']>) => {
    shop.trouble = () => fault;
    return no(minter.mint(mintRequest()));
  };
  // 12 points wanted of 990: Shopify says so itself, and asks for no more time.
  assert.deepEqual(await after('throttled'), ['later', 'THROTTLED', 0]);
  assert.deepEqual(await after('broken'), ['lost', 'status 503', 0]);
  assert.deepEqual(await after('reset'), ['lost', 'ECONNRESET', 0]);
  assert.deepEqual(await after('lost'), ['lost', 'ECONNRESET', 0]);
  assert.deepEqual(await after('unauthorised'), ['denied', 'status 401', 0]);
  shop.trouble = () => null;
  const free = mintRequest({ worth: { kind: 'amount-off', minor: 0 } });
  assert.deepEqual(await no(minter.mint(free)), ['refused', 'VALUE_OUTSIDE_RANGE', 0]);
});

test('a shop that says nothing is given up', async () => {
  shop.trouble = () => 'silent';
  const hasty = opened({ kind: 'token', token: shop.token }, askWithin(100));
  assert.deepEqual(await no(hasty.mint(mintRequest())), ['lost', 'ABORT_ERR', 0]);
});

test('a shop that nobody answers for was surely asked for nothing', async () => {
  const gone = await openShopify();
  await gone.close();
  const open = minters({ shopify: gone.origin, square: null });
  const key: ShopifyKey = { kind: 'token', token: shop.token };
  const minter = open({ vendor: 'shopify', shop: 'gone.myshopify.com', key });
  assert.deepEqual(await no(minter.mint(mintRequest())), ['later', 'ECONNREFUSED', 0]);
});

test('an app’s secret buys a token once, and another when that one has ended', async () => {
  const minter = opened({ kind: 'client', clientId: shop.client.id, secret: shop.client.secret });
  const grants = () => shop.requests.filter(({ path }) => path.endsWith('/access_token')).length;
  const before = grants();
  await minter.mint(mintRequest());
  await minter.mint(mintRequest());
  assert.equal(grants(), before + 1);
  shop.endTokens();
  await minter.mint(mintRequest());
  assert.equal(grants(), before + 2);
  const wrong = opened({ kind: 'client', clientId: shop.client.id, secret: 'wrong' });
  assert.deepEqual(await no(wrong.mint(mintRequest())), ['denied', 'status 400', 0]);
  shop.trouble = () => 'lost';
  assert.deepEqual(
    (await no(opened({ kind: 'client', clientId: 'a', secret: 'b' }).check()))[0],
    'later',
  );
});

test('checking says the shop’s currency, or which scope is missing', async () => {
  assert.equal(await opened().check(), 'EUR');
  shop.scopes = ['read_products'];
  assert.match((await no(opened().check()))[1], /write_discounts/);
  shop.scopes = ['write_discounts'];
});

test('the link in the QR code is encoded as Shopify’s own is', () => {
  const link = (code: string) => discountLink('corner.myshopify.com', code);
  assert.equal(link('7K4M9QXD2FHJ'), 'https://corner.myshopify.com/discount/7K4M9QXD2FHJ');
  assert.equal(link('SAVE 10%'), 'https://corner.myshopify.com/discount/SAVE%252010%2525');
});
