import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { paths, posApi } from '#contract/paths.ts';
import { wallet } from '#server/tests/kit/counter.ts';
import { eur, shopper } from '#server/tests/kit/model/goods.ts';
import { goods, plus, startPaidShop, tierOf, withPlus } from '#server/tests/kit/model/paid-shop.ts';

let shop: Awaited<ReturnType<typeof startPaidShop>>;
before(async () => {
  shop = await startPaidShop();
});
after(() => shop.t.close());

test('a line of a sale gives the tier at once, and what is sold with it earns as before', async () => {
  const { phone, member } = await shopper(shop.t, 'joins');
  const { points, memberships } = await shop.sold(member, 'J-1', withPlus(1_000));
  assert.equal(points, 79, 'at the tier of before');
  const [own] = memberships;
  assert.deepEqual(
    { ...own, membershipId: '' },
    {
      membershipId: '',
      lineId: 'plus',
      tierId: 'plus',
      tier: 'Plus',
      renews: false,
      from: '2026-01-15T09:00:00.000Z',
      until: '2027-01-14T23:00:00.000Z',
    },
  );
  assert.equal(await tierOf(phone), 'plus');
  assert.equal((await wallet(phone)).keeps, 'Plus is yours until 14 January 2027.');
  // A later receipt of the same moment earns at the new tier.
  assert.equal((await shop.sold(member, 'J-2', goods(1_000))).points, 20);
  const history = await phone.page(paths.history);
  assert.match(history.text, /Plus membership until 14 January 2027, €69 paid/);
  const again = await shop.sold(member, 'J-1', withPlus(1_000));
  assert.deepEqual(again.memberships, memberships, 'a retry is the same one');
  assert.deepEqual(await shop.eventsOf(member), ['started']);
});

test('bought again it adds on at the end, in a gap-less year', async () => {
  const { member } = await shopper(shop.t, 'renews');
  await shop.sold(member, 'R-1', withPlus(100));
  const { memberships } = await shop.sold(member, 'R-2', { total: eur(6_900), lines: [plus] });
  assert.deepEqual(
    [memberships[0].renews, memberships[0].from, memberships[0].until],
    [true, '2027-01-14T23:00:00.000Z', '2028-01-14T23:00:00.000Z'],
  );
  const { memberships: now } = (await shop.pos.post(posApi.findMember, member)).body;
  assert.deepEqual(
    now.map(({ until, refund }: { until: string; refund: object }) => [until, refund]),
    [['2028-01-14T23:00:00.000Z', eur(6_900)]],
  );
  assert.equal(
    now[0].text,
    'Plus membership until 14 January 2028. Taken back today: €69 to pay back.',
  );
});

test('reported on Monday for Saturday, it is theirs from Saturday, and later sales are rated anew', async () => {
  const saturday = Date.UTC(2026, 0, 17, 12, 0);
  const soldAt = (hours: number) => new Date(saturday + hours * 3_600_000).toISOString();
  const { phone, member } = await shopper(shop.t, 'late');
  shop.t.clock.turn(5 * 24 * 3_600_000);
  assert.equal((await shop.sold(member, 'L-2', { ...goods(1_000), soldAt: soldAt(1) })).points, 10);
  await shop.sold(member, 'L-1', { ...withPlus(0), soldAt: soldAt(0) });
  const rated = await shop.sold(member, 'L-2', { ...goods(1_000), soldAt: soldAt(1) });
  assert.deepEqual([rated.points, rated.tierId], [20, 'plus']);
  assert.equal((await wallet(phone)).keeps, 'Plus is yours until 16 January 2027.');
});

test('its line comes back at any till: a rehearsal says how much, the return pays it, once', async () => {
  const { phone, member } = await shopper(shop.t, 'returns');
  await shop.sold(member, 'B-1', withPlus(1_000));
  await shop.sold(member, 'B-2', goods(1_000));
  shop.t.clock.turn(15 * 24 * 3_600_000);
  const back = { purchase: { receiptNumber: 'B-1', till: 'main-1' }, lines: [{ id: 'plus' }] };
  const rehearsed = await shop.harbour.post(`${posApi.returns}?dryRun=true`, {
    receiptNumber: 'BB-1',
    returnedAt: new Date(shop.t.clock.now()).toISOString(),
    ...back,
  });
  assert.equal(rehearsed.status, 200, rehearsed.text);
  // 16 of 365 days are used: 69.00 × 349 / 365.
  const [due] = rehearsed.body.memberships;
  assert.deepEqual(due.refund, eur(6_597));
  assert.equal(await tierOf(phone), 'plus', 'nothing is stored');
  const lines = [{ id: 'plus', minor: due.refund.minor }];
  const real = await shop.harbour.return('B-1', 'BB-1', { ...back, lines });
  assert.deepEqual(real.body.memberships, [due]);
  assert.deepEqual(real.body.returned, eur(6_597));
  assert.equal(await tierOf(phone), 'member');
  const again = await shop.harbour.return('B-1', 'BB-1', { ...back, lines });
  assert.deepEqual(again.body, real.body);
  // What was earned at the tier stays, and what comes back afterwards has nothing more to pay.
  assert.equal((await shop.sold(member, 'B-2', goods(1_000))).tierId, 'plus');
  const rest = await shop.harbour.return('B-1', 'BB-2', { purchase: back.purchase });
  assert.deepEqual(rest.body.memberships[0].refund, eur(0));
  assert.deepEqual(await shop.eventsOf(member), ['started', 'refunded']);
  assert.match(
    (await phone.page(paths.history)).text,
    /Plus membership taken back, €65\.97 to pay back/,
  );
});

test('a return that comes before its sale takes it back all the same', async () => {
  const { phone, member } = await shopper(shop.t, 'early');
  const waits = await shop.pos.return('E-1', 'EB-1', { lines: [{ id: 'plus' }] });
  assert.equal(waits.body.state, 'waiting');
  await shop.sold(member, 'E-1', withPlus(0));
  assert.equal(await tierOf(phone), 'member');
  const { body } = await shop.pos.return('E-1', 'EB-1', { lines: [{ id: 'plus' }] });
  assert.deepEqual(body.memberships[0].refund, eur(6_900));
});
