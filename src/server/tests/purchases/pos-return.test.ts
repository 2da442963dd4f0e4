import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCommand } from '#server/tests/kit/admin.ts';
import {
  atOnce,
  balance,
  issue,
  issued,
  type Pos,
  posAt,
  refusal,
  statuses,
  wallet,
} from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { buyer, eur, line, spend, took } from '#server/tests/kit/model/goods.ts';
import { tellEverybody } from '#server/tests/kit/points.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
// Closing replays the ledger, with debts and partial give-backs.
after(() => t.close());

const year = 366 * 24 * 60 * 60_000;

test('a whole return takes back what the purchase earned, and history says so', async () => {
  const { phone } = await buyer(t, pos, 'whole');
  const { status, body } = await pos.return('whole', 'whole-back');
  assert.equal(status, 200);
  assert.match(body.returnId, /^[0-9a-f-]{36}$/);
  assert.deepEqual(
    { ...body, returnId: '' },
    {
      returnId: '',
      receiptNumber: 'whole-back',
      returnedAt: '2026-01-15T09:00:00.000Z',
      state: 'applied',
      purchase: { ...body.purchase, receiptNumber: 'whole', tillId: 'main-1' },
      returned: eur(1_299),
      pointsTaken: 12,
      pointsGivenBack: 0,
      member: { ...body.member, number: await numberOf(phone) },
      balance: 150,
      exchange: null,
    },
  );
  const seen = await wallet(phone);
  assert.deepEqual([seen.balance, seen.qualifying.minor], [150, 0]);
  assert.deepEqual(seen.history[0].what, {
    rule: 'return',
    returned: eur(1_299),
    receiptNumber: 'whole-back',
  });
});

test('line by line, in parts and by amount, all of it together takes exactly what was earned', async () => {
  const { phone } = await buyer(t, pos, 'lines');
  const steps = [
    [{ lines: [line('a', 500)] }, 4],
    [{ lines: [{ id: 'b' }] }, 3],
    [{ amount: eur(99) }, 0],
    [{ lines: [line('a', 400)] }, 5],
  ] as const;
  for (const [turn, [more, points]] of steps.entries()) {
    const answer = await pos.return('lines', `lines-${turn}`, more);
    assert.deepEqual(took(answer), [points, 0], `step ${turn}`);
  }
  assert.equal(await balance(phone), 150);
  const more = await pos.return('lines', 'lines-more');
  assert.deepEqual([more.status, refusal(more).key], [422, 'return-too-large']);
});

test('points that were spent already become a debt, which the next points fill first', async () => {
  const { phone, member } = await buyer(t, pos, 'debt', { total: eur(8_000), lines: [] });
  await spend(pos, phone, 'coffee');
  await spend(pos, phone, 'cake');
  await pos.return('debt', 'debt-back');
  const seen = await wallet(phone);
  assert.deepEqual([seen.balance, seen.history[0].balanceAfter], [-50, -50]);
  const { refusal: small } = seen.rewards.find(({ id }: { id: string }) => id === 'small');
  assert.deepEqual(small, { key: 'points-short', missing: 60 });
  const { text } = await phone.page('/wallet');
  assert.ok(/−50<\/b>[\s\S]*You owe 50 points from a return/.test(text), 'the card says it');
  const refused = await issue(phone, 'small');
  assert.deepEqual([refused.status, refusal(refused).key], [422, 'points-short']);
  await pos.purchase({ member, receiptNumber: 'debt-2', total: eur(3_000) });
  assert.equal(await balance(phone), -20);
  await pos.purchase({ member, receiptNumber: 'debt-3', total: eur(10_000) });
  const { balance: filled, expiring } = await wallet(phone);
  assert.deepEqual([filled, expiring.points], [80, 80]);
});

test('a voucher that is cancelled while there is a debt fills it first', async () => {
  const { phone } = await buyer(t, pos, 'cancel', { total: eur(5_000), lines: [] });
  await spend(pos, phone, 'coffee');
  const { id } = await issued(phone, 'cake');
  await pos.return('cancel', 'cancel-back');
  assert.equal(await balance(phone), -50);
  await phone.post(`/api/redemptions/${id}/cancel`);
  assert.equal(await balance(phone), 50);
});

test('points of a purchase that expired unused are not taken a second time', async () => {
  const { member } = await buyer(t, pos, 'lapsed', { total: eur(5_000), lines: [] });
  await tellEverybody(t.context);
  t.clock.turn(year);
  const phone = await t.joined('lapsed@example.com');
  await pos.purchase({ member, receiptNumber: 'lapsed-2' });
  assert.equal(await balance(phone), 10);
  assert.deepEqual(
    took(await pos.return('lapsed', 'lapsed-back')),
    [50, 0],
    'before the clock came',
  );
  assert.equal(await balance(phone), 10);
});

test('points that were reinstated and expired again are not taken a second time', async () => {
  const address = 'again@example.com';
  const { member } = await buyer(t, pos, 'again', { total: eur(5_000), lines: [] });
  const expire = async (at: number) => {
    await tellEverybody(t.context);
    t.clock.turnTo(at);
    while ((await expireDue(t.context)) > 0) t.clock.turn(1);
  };
  const reinstate = () => runCommand(t.context, 'reinstate', address);
  await expire(t.clock.now() + year);
  assert.match(await reinstate(), /^Done: 200 points are back/, 'with the welcome gift');
  const back = await pos.return('again', 'again-1', { amount: eur(1_000) });
  assert.deepEqual(took(back), [10, 0], 'what is reinstated is with the member');
  await expire((await wallet(await t.joined(address))).expiring.at);
  await pos.purchase({ member, receiptNumber: 'again-2' });
  assert.equal((await pos.return('again', 'again-3')).status, 200);
  assert.equal(await balance(await t.joined(address)), 10);
  assert.match(await reinstate(), /^None of their points/);
});

test('a return makes the tier fall with the spend', async () => {
  const { phone } = await buyer(t, pos, 'tier', { total: eur(50_000), lines: [] });
  assert.equal((await wallet(phone)).tier.id, 'silver');
  await pos.return('tier', 'tier-back', { amount: eur(1) });
  assert.equal((await wallet(phone)).tier.id, 'member');
});

test('a return is one for ever, with another key too; with other content it is refused', async () => {
  const { phone } = await buyer(t, pos, 'once');
  const first = await pos.return('once', 'once-back', { lines: [{ id: 'b' }] });
  for (const headers of [{}, { 'idempotency-key': 'x' }, { 'idempotency-key': 'y' }]) {
    const again = await pos.return('once', 'once-back', { lines: [{ id: 'b' }] }, headers);
    assert.deepEqual([again.status, again.body], [200, first.body]);
  }
  assert.equal(await balance(phone), 159);
  await buyer(t, pos, 'once-other');
  for (const [purchase, more] of [
    ['once', {}],
    ['once', { lines: [{ id: 'a' }] }],
    ['once', { amount: eur(300) }],
    ['once-other', { lines: [{ id: 'b' }] }],
  ] as const) {
    const answer = await pos.return(purchase, 'once-back', more);
    assert.deepEqual([answer.status, refusal(answer).key], [409, 'receipt-reused']);
  }
  assert.equal(await balance(phone), 159);
});

test('the same return sixteen times at once is one', async () => {
  const { phone } = await buyer(t, pos, 'race');
  const answers = await atOnce(16, () => pos.return('race', 'race-back'));
  assert.deepEqual(statuses(answers), { 200: 16 });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal(await balance(phone), 150);
});

test('sixteen returns of the same goods at once: one has them', async () => {
  const { phone } = await buyer(t, pos, 'goods');
  const answers = await atOnce(16, (turn) => pos.return('goods', `goods-${turn}`));
  assert.deepEqual(statuses(answers), { 200: 1, 422: 15 });
  assert.equal(await balance(phone), 150);
});

test('more than is left, a line that was not sold, another currency: refused, and nothing is changed', async () => {
  await buyer(t, pos, 'wrong');
  await pos.return('wrong', 'wrong-0', { lines: [line('a', 500)] });
  const untouched = await dump(t.context.store.read);
  const ahead = new Date(t.clock.now() + 6 * 60_000).toISOString();
  const cases = [
    [{ amount: eur(800) }, 422, 'return-too-large', '/amount/minor'],
    [{ lines: [line('a', 500)] }, 422, 'return-too-large', '/lines'],
    [{ lines: [{ id: 'c' }] }, 422, 'line-unknown', '/lines'],
    [{ lines: [{ id: 'a' }, { id: 'a' }] }, 400, 'request-invalid', '/lines/1/id'],
    [{ lines: [] }, 400, 'request-invalid', '/lines'],
    [{ lines: [line('a', 0)] }, 400, 'request-invalid', '/lines/0/minor'],
    [{ lines: [line('a', -5)] }, 400, 'request-invalid', '/lines/0/minor'],
    [{ lines: [line('a', 1.5)] }, 400, 'request-invalid', '/lines/0/minor'],
    [{ amount: eur(0) }, 400, 'request-invalid', '/amount/minor'],
    [{ amount: eur(1), lines: [{ id: 'a' }] }, 400, 'request-invalid', '/amount'],
    [{ amount: { minor: 1, currency: 'USD' } }, 422, 'currency-other', '/amount/currency'],
    [
      { exchange: { total: { minor: 1, currency: 'USD' } } },
      ...([422, 'currency-other', '/exchange/total/currency'] as const),
    ],
    [
      { exchange: { total: eur(2), taxes: { minor: 1, currency: 'USD' } } },
      ...([400, 'request-invalid', '/exchange/taxes/currency'] as const),
    ],
    [
      { exchange: { total: eur(2), lines: [line('a', 1)] } },
      ...([400, 'request-invalid', '/exchange/lines'] as const),
    ],
    [{ returnedAt: ahead }, 422, 'time-ahead', '/returnedAt'],
    [{ returnedAt: '2026-02-30T23:59:00Z' }, 400, 'request-invalid', '/returnedAt'],
    [{ purchase: { receiptNumber: 'wrong', till: 'x' } }, 400, 'request-invalid', '/purchase/till'],
    [{ purchase: { receiptNumber: 'h', till: 'harbour-1' } }, 403, 'other-store', null],
  ] as const;
  for (const [more, status, key, pointer] of cases) {
    const answer = await pos.return('wrong', 'wrong-1', more);
    const { error } = answer.body;
    assert.deepEqual(
      [answer.status, error.key, error.pointer],
      [status, key, pointer],
      answer.text,
    );
  }
  const foreign = await posAt(t, 'harbour-1').return('wrong', 'wrong-1', {
    purchase: { receiptNumber: 'wrong', till: 'main-1' },
  });
  assert.deepEqual([foreign.status, refusal(foreign).message], [403, 'That belongs to Main St..']);
  assertUnchanged(untouched, await dump(t.context.store.read));
  const left = refusal(await pos.return('wrong', 'wrong-1', { amount: eur(800) }));
  assert.equal(left.message, 'Only €7.99 of this is left to return.');
});

test('another till of the store takes the goods back', async () => {
  const { phone } = await buyer(t, pos, 'neighbour');
  const purchase = { receiptNumber: 'neighbour', till: 'main-1' };
  const answer = await posAt(t, 'main-2').return('', 'neighbour-back', { purchase });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(await balance(phone), 150);
});
