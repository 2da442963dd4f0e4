import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { mintRequest, no } from '#server/tests/kit/mint/mint-requests.ts';
import { openSquare, type SquareStandIn } from '#server/tests/kit/mint/square-stand-in.ts';
import type { Fault } from '#server/tests/kit/mint/stand-in.ts';
import type { Minter } from './minter.ts';
import { minters } from './open-minter.ts';

let seller: SquareStandIn;
let minter: Minter;
before(async () => {
  seller = await openSquare();
  minter = minters({ shopify: null, square: seller.origin })({
    vendor: 'square',
    locationId: seller.location,
    token: seller.token,
    sandbox: false,
  });
});
beforeEach(() => {
  seller.trouble = () => null;
});
after(() => seller.close());

test('a discount is in the list of one location only, found by its code', async () => {
  const wanted = mintRequest();
  const id = await minter.mint(wanted);
  assert.deepEqual(seller.discounts.at(-1), {
    id,
    name: wanted.title,
    locations: [seller.location],
    data: { discount_type: 'FIXED_AMOUNT', amount_money: { amount: 1_250, currency: 'EUR' } },
  });
  await minter.mint(mintRequest({ worth: { kind: 'percent-off', percent: 10 } }));
  assert.deepEqual(seller.discounts.at(-1)?.data, {
    discount_type: 'FIXED_PERCENTAGE',
    percentage: '10',
  });
});

test('the same again is the same discount, also after it was deleted', async () => {
  const wanted = mintRequest();
  const id = await minter.mint(wanted);
  assert.equal(await minter.mint(wanted), id);
  assert.equal(await minter.find(wanted), id);
  await minter.retire(id);
  await minter.retire(id);
  assert.equal(await minter.find(wanted), null);
  assert.equal(await minter.mint(wanted), id);
  assert.equal(seller.sell(wanted.title, 0), false);
});

test('a use is found in the orders of the location, on whichever page', async () => {
  const [mine, other] = [mintRequest({ startsAt: 1_000 }), mintRequest()];
  const id = await minter.mint(mine);
  await minter.mint(other);
  assert.equal(await minter.wasUsed(id, mine), false);
  for (let sale = 0; sale < 3; sale += 1) seller.sell(other.title, 2_000 + sale);
  assert.equal(await minter.wasUsed(id, mine), false);
  seller.sell(mine.title, 5_000);
  await minter.retire(id);
  assert.equal(await minter.wasUsed(id, mine), true);
});

test('each kind of "no" is told apart', async () => {
  const after = (fault: Fault) => {
    seller.trouble = () => fault;
    return no(minter.mint(mintRequest()));
  };
  assert.deepEqual(await after('throttled'), ['later', 'RATE_LIMITED', 2_000]);
  assert.deepEqual(await after('broken'), ['lost', 'status 503', 0]);
  assert.deepEqual(await after('lost'), ['lost', 'ECONNRESET', 0]);
  assert.deepEqual(await after('unauthorised'), ['denied', 'UNAUTHORIZED', 0]);
  seller.trouble = () => null;
  const first = mintRequest();
  await minter.mint(first);
  const reused = mintRequest({ id: first.id, title: 'another' });
  assert.deepEqual(await no(minter.mint(reused)), ['refused', 'IDEMPOTENCY_KEY_REUSED', 0]);
});

test('checking looks at the location and at each scope, and changes nothing', async () => {
  const before = seller.requests.length;
  assert.equal(await minter.check(), 'EUR');
  const asked = seller.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(asked, [
    `GET /v2/locations/${seller.location}`,
    'POST /v2/catalog/search',
    'POST /v2/orders/search',
  ]);
});
