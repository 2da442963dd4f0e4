import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { returnCommands } from '#server/admin/admin-returns.ts';
import {
  atOnce,
  balance,
  type Pos,
  posAt,
  refusal,
  statuses,
  wallet,
} from '#server/tests/kit/counter.ts';
import { eur, line, shopper } from '#server/tests/kit/model/goods.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
after(() => t.close());

test('a return that comes first waits, says so, and is applied when its purchase comes', async () => {
  const { phone, member } = await shopper(t, 'early');
  const first = await pos.return('early', 'early-back', { amount: eur(400) });
  assert.equal(first.status, 200);
  const { state, returned, pointsTaken } = first.body;
  assert.deepEqual([state, returned, pointsTaken], ['waiting', null, 0]);
  const again = await pos.return('early', 'early-back', { amount: eur(400) });
  assert.deepEqual(again.body, first.body);
  assert.equal((await pos.purchase({ member, receiptNumber: 'early' })).body.points, 10);
  assert.equal(await balance(phone), 156);
  const applied = (await pos.return('early', 'early-back', { amount: eur(400) })).body;
  assert.deepEqual(
    [applied.returnId, applied.state, applied.returned, applied.pointsTaken],
    [first.body.returnId, 'applied', eur(400), 4],
  );
});

test('in either order they come to the same', async () => {
  const lines = [line('a', 701), line('b', 299)];
  const ends = [];
  for (const order of ['first', 'later']) {
    const { phone, member } = await shopper(t, `order-${order}`);
    const report = [
      () => pos.purchase({ member, receiptNumber: order, lines }),
      () => pos.return(order, `${order}-1`, { lines: [line('a', 350)] }),
      () => pos.return(order, `${order}-2`, { amount: eur(10) }),
    ];
    for (const one of order === 'first' ? report : report.toReversed()) {
      assert.equal((await one()).status, 200);
    }
    const { balance: left, qualifying, tier } = await wallet(phone);
    ends.push([left, qualifying, tier]);
  }
  assert.deepEqual(ends[0], ends[1]);
});

test('a purchase and its return at the same moment never miss each other', async () => {
  for (let turn = 0; turn < 12; turn += 1) {
    const { phone, member } = await shopper(t, `moment-${turn}`);
    const receiptNumber = `moment-${turn}`;
    const answers = await Promise.all([
      ...(await atOnce(2, async () => pos.return(receiptNumber, `${receiptNumber}-back`))),
      pos.purchase({ member, receiptNumber }),
      pos.purchase({ member, receiptNumber }),
      pos.return(receiptNumber, `${receiptNumber}-back`),
    ]);
    assert.deepEqual(statuses(answers), { 200: 5 });
    assert.equal(await balance(phone), 150);
  }
});

test('a return that waited and does not fit is refused then, and the purchase stays', async () => {
  const { phone, member } = await shopper(t, 'misfit');
  await pos.return('misfit', 'misfit-1', { lines: [line('a', 800)] });
  t.clock.turn(1);
  await pos.return('misfit', 'misfit-2', { lines: [line('a', 300)] });
  await pos.return('misfit', 'misfit-3', { lines: [line('z', 1)] });
  const lines = [line('a', 1_000)];
  const bought = await pos.purchase({ member, receiptNumber: 'misfit', lines });
  assert.deepEqual([bought.status, await balance(phone)], [200, 152]);
  const said = [];
  for (const [number, back] of [
    ['misfit-1', line('a', 800)],
    ['misfit-2', line('a', 300)],
    ['misfit-3', line('z', 1)],
  ] as const) {
    const answer = await pos.return('misfit', number, { lines: [back] });
    said.push(answer.body.error?.key ?? answer.body.state);
  }
  assert.deepEqual(said.sort(), ['applied', 'line-unknown', 'return-too-large']);
});

const listed = async (...args: string[]) => returnCommands.returns(t.context, args);

test('one that waits is told and listed with its age, and one that does not fit is told to whoever asks', async () => {
  const { member } = await shopper(t, 'told');
  const recent = ['main', '--since', '1h'];
  t.clock.turn(2 * 60 * 60_000);
  assert.deepEqual(await listed(...recent), ['No return waits, and each one fitted its purchase.']);
  await pos.return('told', 'told-1', { amount: eur(300) });
  t.clock.turn(1);
  await pos.return('told', 'told-2', { amount: eur(800) });
  const [first = '', second = ''] = await listed(...recent);
  assert.match(
    first,
    /Main St\., main-1: return told-1 of purchase told of main-1 waits for it, since today$/,
  );
  t.clock.turn(3 * 24 * 60 * 60_000);
  assert.equal((await listed(...recent))[1], second.replace('since today', 'for 3 days'));

  const purchase = { member, receiptNumber: 'told', soldAt: new Date(t.clock.now()).toISOString() };
  const { returns } = (await pos.purchase(purchase)).body;
  const refusal = { key: 'return-too-large', message: 'Only €7 of this is left to return.' };
  const at = { returnId: returns[0].returnId, tillId: 'main-1' };
  assert.deepEqual(returns, [
    { ...at, receiptNumber: 'told-1', state: 'applied', refusal: null },
    { ...at, returnId: returns[1].returnId, receiptNumber: 'told-2', state: 'refused', refusal },
  ]);
  assert.deepEqual((await pos.purchase(purchase)).body.returns, returns);
  const [line = '', ...more] = (await listed()).filter((one) => one.includes('purchase told of'));
  assert.match(line, /told-2 of purchase told of main-1 did not fit: Only €7 of this is left/);
  assert.deepEqual(more, []);
  const nothing = ['No return waits, and each one fitted its purchase.'];
  assert.deepEqual(await listed('harbour'), nothing);
  assert.deepEqual(await listed('main', '--since', '2h'), nothing);
  assert.deepEqual(await eventsOf('told'), [
    { kind: 'return.waiting', receiptNumber: 'told-1', because: undefined },
    { kind: 'return.waiting', receiptNumber: 'told-2', because: undefined },
    { kind: 'return.refused', receiptNumber: 'told-2', because: 'return-too-large' },
  ]);
});

/** The events about returns of a purchase, with the points that they took. */
async function eventsOf(receiptNumber: string) {
  const rows = await t.context.store.read
    .selectFrom('events')
    .select(['kind', 'data'])
    .where('kind', 'in', ['return.waiting', 'return.refused'])
    .orderBy('seq')
    .execute();
  return rows
    .map(({ kind, data }) => ({ kind, ...JSON.parse(data) }))
    .filter((one) => one.purchaseReceiptNumber === receiptNumber)
    .map((one) => ({ kind: one.kind, receiptNumber: one.receiptNumber, because: one.because }));
}

test('an exchange keeps what the goods had earned, whatever tier is held by then', async () => {
  const { member } = await shopper(t, 'exchange');
  await pos.purchase({ member, receiptNumber: 'rise', total: eur(120_000) });
  t.clock.turn(1);
  await pos.purchase({ member, receiptNumber: 'coat', total: eur(10_001) });
  t.clock.turn(366 * 24 * 60 * 60_000);
  const phone = await t.joined('exchange@example.com');
  assert.equal((await wallet(phone)).tier.id, 'member');
  const even = await pos.return('coat', 'swap', { exchange: { total: eur(10_001) } });
  assert.deepEqual(
    [even.body.pointsTaken, even.body.exchange.points, even.body.exchange.pointsKept],
    [150, 150, 150],
  );
  const { history } = await wallet(phone);
  assert.deepEqual(
    [history[0].points, history[0].what.tier, history[0].what.pointsPerUnit, history[1].points],
    [150, 'Gold', 1.5, -150],
  );
});

test('what an exchange costs more earns now, what it costs less keeps its part', async () => {
  const { member } = await shopper(t, 'dearer');
  await pos.purchase({ member, receiptNumber: 'hat', total: eur(1_999) });
  const dearer = await pos.return('hat', 'hat-2', { exchange: { total: eur(3_000) } });
  assert.deepEqual([dearer.body.pointsTaken, dearer.body.exchange.points], [19, 29]);
  const cheaper = await pos.return('hat-2', 'hat-3', { exchange: { total: eur(1_500) } });
  assert.deepEqual([cheaper.body.pointsTaken, cheaper.body.exchange.points], [29, 14]);
  const none = await pos.return('hat-3', 'hat-4');
  assert.deepEqual([none.body.pointsTaken, none.body.exchange], [14, null]);
});

test('the purchase of an exchange is one for ever, and its receipt nobody else’s', async () => {
  const { phone, member } = await shopper(t, 'twice');
  await pos.purchase({ member, receiptNumber: 'shoe' });
  await pos.purchase({ member, receiptNumber: 'taken' });
  const taken = await pos.return('shoe', 'taken', { exchange: { total: eur(900) } });
  assert.deepEqual([taken.status, refusal(taken).key], [409, 'receipt-reused']);
  assert.equal(await balance(phone), 170);
  const answers = await atOnce(8, () =>
    pos.return('shoe', 'shoe-2', { exchange: { total: eur(900) } }),
  );
  assert.deepEqual(statuses(answers), { 200: 8 });
  const told = await pos.purchase({ member, receiptNumber: 'shoe-2', total: eur(900) });
  assert.equal(told.body.purchaseId, answers[0]?.body.exchange.purchaseId);
  const other = await pos.return('shoe', 'shoe-2', { exchange: { total: eur(901) } });
  assert.deepEqual([other.status, refusal(other).key], [409, 'receipt-reused']);
  assert.equal(await balance(phone), 169);
});

test('a chain of exchanges that arrives backwards ends as it would forwards', async () => {
  const { phone, member } = await shopper(t, 'chain');
  const last = await pos.return('c-2', 'c-3', { exchange: { total: eur(500) } });
  const middle = await pos.return('c-1', 'c-2', { exchange: { total: eur(1_000) } });
  assert.deepEqual([last.body.state, middle.body.state], ['waiting', 'waiting']);
  await pos.purchase({ member, receiptNumber: 'c-1', total: eur(1_000) });
  assert.equal(await balance(phone), 155);
  const after = await pos.return('c-2', 'c-3', { exchange: { total: eur(500) } });
  assert.deepEqual([after.body.state, after.body.exchange.points], ['applied', 5]);
});
