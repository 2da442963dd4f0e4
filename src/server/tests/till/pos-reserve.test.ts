import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tillApi } from '#contract/paths.ts';
import {
  balance,
  cancel,
  issued,
  newId,
  posAt,
  said,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

const minuteMs = 60_000;
let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

let members = 0;
async function shopperWith(reward: string, placement?: string) {
  members += 1;
  const phone = await t.joined(`reserve-${members}@example.com`, placement);
  return { phone, ...(await issued(phone, reward)) };
}

const nextMinutes = (minutes: number): string =>
  new Date(t.clock.now() + minutes * minuteMs).toISOString();
const eventsOf = async (redemptionId: string): Promise<string[]> => {
  const rows = await t.context.store.read.selectFrom('events').selectAll().orderBy('seq').execute();
  return rows.filter(({ data }) => data.includes(redemptionId)).map(({ kind }) => kind);
};

test('a basket holds a voucher, and everybody who asks hears where and until when', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  const until = nextMinutes(10);
  const { status, body } = await posAt(t, 'main-1').reserve(code, 'B1');
  assert.equal(status, 200);
  const here = { store: 'Main St.', storeId: 'main', till: 'Till 1', tillId: 'main-1' };
  assert.deepEqual(
    [body.state, body.redeemable, body.reserved],
    ['reserved', true, { ...here, basketId: 'B1', until }],
  );
  const others = [
    posAt(t, 'main-2').reserve(code, 'B1'),
    posAt(t, 'harbour-1').reserve(code, 'B1'),
    posAt(t, 'main-1').reserve(code, 'B2'),
    posAt(t, 'main-2').redeem(code, 'R1'),
    posAt(t, 'main-2').release(code, 'B1'),
    posAt(t, 'main-1').release(code, 'B2'),
  ];
  for (const answer of await Promise.all(others)) {
    assert.deepEqual(said(answer), [423, 'voucher-reserved']);
    const { details, message } = answer.body.error;
    assert.deepEqual([details.store, details.till], ['Main St.', 'Till 1']);
    assert.match(message, /Main St\., Till 1 until 10:10/);
  }
  const seen = (await posAt(t, 'main-2').look(code)).body;
  assert.deepEqual(
    [seen.state, seen.redeemable, seen.refusal.key],
    ['reserved', false, 'voucher-reserved'],
  );
  const shown = (await voucher(phone, id)).body;
  assert.deepEqual(
    [shown.state, shown.held],
    ['reserved', { store: 'Main St.', till: 'Till 1', until: Date.parse(until) }],
  );
  assert.equal(shown.code, code, 'the barcode stays, the till may want to scan it again');
});

test('the same till and basket again is the same reservation, not a longer one', async () => {
  const { code, id } = await shopperWith('coffee');
  const pos = posAt(t, 'main-1');
  const first = await pos.reserve(code, 'again', { minutes: 5 });
  t.clock.turn(minuteMs);
  const again = await pos.reserve(code, 'again', { minutes: 30 });
  assert.deepEqual([again.status, again.body], [200, first.body]);
  assert.deepEqual(await eventsOf(id), ['redemption.issued', 'redemption.reserved']);
});

test('the till that holds it redeems it, with whatever receipt the sale gets', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  const pos = posAt(t, 'main-1');
  await pos.reserve(code, 'B7');
  const { status, body } = await pos.redeem(code, 'R-of-B7');
  assert.deepEqual([status, body.state, body.reserved], [200, 'redeemed', null]);
  assert.deepEqual(said(await pos.release(code, 'B7')), [409, 'already-used']);
  assert.deepEqual(said(await pos.reserve(code, 'B7')), [409, 'already-used']);
  assert.equal(await balance(phone), 50);
  assert.deepEqual(await eventsOf(id), [
    'redemption.issued',
    'redemption.reserved',
    'redemption.redeemed',
  ]);
});

test('let go of, it is anybody’s again; letting go once more changes nothing', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  const pos = posAt(t, 'main-1');
  await pos.reserve(code, 'B1');
  for (const answer of [await pos.release(code, 'B1'), await pos.release(code, 'B1')]) {
    assert.deepEqual(
      [answer.status, answer.body.state, answer.body.reserved, answer.body.redeemable],
      [200, 'issued', null, true],
    );
  }
  assert.deepEqual(await eventsOf(id), [
    'redemption.issued',
    'redemption.reserved',
    'redemption.released',
  ]);
  assert.equal((await voucher(phone, id)).body.held, null);
  assert.equal((await cancel(phone, id)).status, 200);
  const late = await pos.release(code, 'B1');
  assert.deepEqual(
    [late.status, late.body.state, late.body.redeemable],
    [200, 'cancelled', false],
    'nothing is held, and that is what was wanted',
  );
});

test('time lets go without any job having run', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  await posAt(t, 'main-1').reserve(code, 'B1', { minutes: 1 });
  t.clock.turn(minuteMs - 1);
  assert.deepEqual(said(await posAt(t, 'main-2').redeem(code, 'R1')), [423, 'voucher-reserved']);
  t.clock.turn(1);
  const seen = (await posAt(t, 'main-2').look(code)).body;
  assert.deepEqual([seen.state, seen.reserved, seen.redeemable], ['issued', null, true]);
  assert.deepEqual(
    [(await voucher(phone, id)).body.state, (await voucher(phone, id)).body.held],
    ['issued', null],
  );
  assert.equal((await posAt(t, 'main-2').redeem(code, 'R1')).status, 200);
});

test('a member can’t cancel what a till holds, and can once its time is over', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  await posAt(t, 'main-1').reserve(code, 'B1');
  const refused = await cancel(phone, id);
  assert.deepEqual(said(refused), [423, 'voucher-reserved']);
  assert.match(refused.body.error.message, /^Held for you at Main St\., Till 1, until 10:\d\d\.$/);
  assert.equal(await balance(phone), 50);
  t.clock.turn(10 * minuteMs);
  assert.equal((await cancel(phone, id)).body.state, 'cancelled');
  assert.equal(await balance(phone), 150);
});

test('a voucher does not end under the sale that holds it, nor does the clock end it', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  t.clock.turn(29 * minuteMs);
  const { body } = await posAt(t, 'main-1').reserve(code, 'B1', { minutes: 30 });
  assert.equal(body.expiresAt, nextMinutes(30));
  t.clock.turn(29 * minuteMs);
  while ((await expireDue(t.context)) > 0) {}
  assert.deepEqual(
    (await wallet(phone)).vouchers.map((one: { id: string }) => one.id),
    [id],
  );
  assert.equal((await posAt(t, 'main-1').redeem(code, 'late')).status, 200);
});

test('a voucher whose hold and grace are over gives its points back', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  await posAt(t, 'main-1').reserve(code, 'B1', { minutes: 30 });
  t.clock.turn(32 * minuteMs);
  while ((await expireDue(t.context)) > 0) {}
  assert.equal((await voucher(phone, id)).body.state, 'expired');
  assert.equal(await balance(phone), 150);
});

test('one that ended in the queue is issued again and held', async () => {
  const { phone, code, id } = await shopperWith('coffee');
  t.clock.turn(40 * minuteMs);
  const { status, body } = await posAt(t, 'main-1').reserve(code, 'B1');
  assert.deepEqual([status, body.state], [200, 'reserved']);
  assert.notEqual(body.redemptionId, id);
  assert.equal((await posAt(t, 'main-1').reserve(code, 'B1')).body.redemptionId, body.redemptionId);
  assert.equal((await posAt(t, 'main-1').redeem(code, 'R1')).status, 200);
  assert.equal(await balance(phone), 50);
});

test('what this store does not give, it does not hold', async () => {
  const { code } = await shopperWith('harbour', 'H1');
  assert.deepEqual(said(await posAt(t, 'main-1').reserve(code, 'B1')), [422, 'not-in-this-store']);
  assert.equal((await posAt(t, 'harbour-1').reserve(code, 'B1')).status, 200);
});

test('the till page obeys a hold of the POS, and is told of it', async () => {
  const { code } = await shopperWith('small');
  const page = await t.onDuty('main-2');
  const told: string[] = [];
  const stop = t.context.live.listen('store:main', () => told.push('main'));
  await posAt(t, 'main-1').reserve(code, 'B1');
  const seen = await page.post(tillApi.look, { scanned: code });
  assert.deepEqual([seen.status, seen.body.refusal.key], [200, 'voucher-reserved']);
  const redeemed = await page.post(tillApi.redeem, { scanned: code, id: newId() });
  assert.deepEqual(said(redeemed), [423, 'voucher-reserved']);
  await posAt(t, 'main-1').release(code, 'B1');
  const own = await page.post(tillApi.redeem, { scanned: code, id: newId() });
  assert.equal(own.body.state, 'redeemed');
  stop();
  assert.ok(told.length >= 2, 'once when held, once when let go');
});

test('what is no basket or no number of minutes is refused, and where', async () => {
  const { code, phone, id } = await shopperWith('small');
  const pos = posAt(t, 'main-1');
  const cases = [
    [{ minutes: 0 }, '/minutes'],
    [{ minutes: 31 }, '/minutes'],
    [{ minutes: 2.5 }, '/minutes'],
    [{ minutes: '10' }, '/minutes'],
    [{ basketId: '' }, '/basketId'],
    [{ basketId: 'B'.repeat(65) }, '/basketId'],
    [{ forever: true }, '/forever'],
  ] as const;
  for (const [more, pointer] of cases) {
    const answer = await pos.reserve(code, 'B1', more);
    assert.deepEqual([answer.status, answer.body.error.pointer], [400, pointer]);
  }
  assert.equal((await voucher(phone, id)).body.state, 'issued');
});
