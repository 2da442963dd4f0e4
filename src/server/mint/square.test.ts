import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openSquare, type SquareStandIn } from '#server/testing/square-stand-in.ts';
import type { Fault } from '#server/testing/stand-in.ts';
import { type Minter, MintFault, type MintRequest } from './minter.ts';
import { minters } from './open-minter.ts';

let seller: SquareStandIn;
let minter: Minter;
before(async () => {
  seller = await openSquare();
  minter = minters({ shopify: null, square: seller.origin })({
    ...{ vendor: 'square', locationId: seller.location, token: seller.token, sandbox: false },
  });
});
beforeEach(() => {
  seller.trouble = () => null;
});
after(() => seller.close());

let made = 0;
function request(more: Partial<MintRequest> = {}): MintRequest {
  made += 1;
  const code = `CODE${String(made).padStart(8, '0')}`;
  return {
    ...{ id: `id-${made}`, code, title: `${code} Coffee`, currency: 'EUR' },
    ...{ worth: { kind: 'amount-off', minor: 500 }, startsAt: 0, endsAt: 3_600_000 },
    ...more,
  };
}

async function no(work: Promise<unknown>): Promise<[string, string, number]> {
  try {
    await work;
  } catch (fault) {
    if (fault instanceof MintFault) return [fault.kind, fault.message, fault.retryAfterMs];
    throw fault;
  }
  assert.fail('it was done');
}

test('a discount is in the list of one location only, found by its code', async () => {
  const wanted = request();
  const id = await minter.mint(wanted);
  assert.deepEqual(seller.discounts.at(-1), {
    ...{ id, name: wanted.title, locations: [seller.location] },
    data: { discount_type: 'FIXED_AMOUNT', amount_money: { amount: 500, currency: 'EUR' } },
  });
  await minter.mint(request({ worth: { kind: 'percent-off', percent: 10 } }));
  assert.deepEqual(seller.discounts.at(-1)?.data, {
    ...{ discount_type: 'FIXED_PERCENTAGE', percentage: '10' },
  });
});

test('the same again is the same discount, also after it was deleted', async () => {
  const wanted = request();
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
  const [mine, other] = [request({ startsAt: 1_000 }), request()];
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
    return no(minter.mint(request()));
  };
  assert.deepEqual(await after('throttled'), ['later', 'RATE_LIMITED', 2_000]);
  assert.deepEqual(await after('broken'), ['lost', 'status 503', 0]);
  assert.deepEqual(await after('lost'), ['lost', 'ECONNRESET', 0]);
  assert.deepEqual(await after('unauthorised'), ['denied', 'UNAUTHORIZED', 0]);
  seller.trouble = () => null;
  const reused = request({ id: 'id-1', title: 'another' });
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
