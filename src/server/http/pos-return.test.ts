import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import type { Browser } from '#server/testing/browser.ts';
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
} from '#server/testing/counter.ts';
import { assertUnchanged, dump } from '#server/testing/dump.ts';
import { startTillpass, type Tillpass } from '#server/testing/tillpass.ts';

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
// Closing replays the ledger: debts and partial give-backs too.
after(() => t.close());

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const line = (id: string, minor: number) => ({ id, minor });
const year = 366 * 24 * 60 * 60_000;

/** A new member, who buys: 9.99 and 3.00 on lines of their own unless told otherwise. */
async function buyer(name: string, more: object = {}) {
  const phone = await t.joined(`${name}@example.com`);
  const member = { number: (await wallet(phone)).member.number };
  const lines = [line('a', 999), line('b', 300)];
  const sold = { member, receiptNumber: name, total: eur(1_299), lines, ...more };
  const { status, text } = await pos.purchase(sold);
  assert.equal(status, 200, text);
  return { phone, member, sold };
}

/** A reward that is taken at the till at once. */
async function spend(phone: Browser, rewardId: string): Promise<string> {
  const { id, code } = await issued(phone, rewardId);
  assert.equal((await pos.redeem(code, `spend-${id}`)).status, 200);
  return id;
}

const took = ({ body }: { body: { pointsTaken: number; pointsGivenBack: number } }) => [
  body.pointsTaken,
  body.pointsGivenBack,
];

test('a whole return takes back what the purchase earned, and history says so', async () => {
  const { phone } = await buyer('whole');
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
      returned: eur(1_299),
      pointsTaken: 12,
      pointsGivenBack: 0,
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
  const { phone } = await buyer('lines');
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
  const { phone, member } = await buyer('debt', { total: eur(8_000), lines: [] });
  await spend(phone, 'coffee');
  await spend(phone, 'cake');
  await pos.return('debt', 'debt-back');
  const seen = await wallet(phone);
  assert.deepEqual([seen.balance, seen.history[0].balanceAfter], [-50, -50]);
  const { refusal: small } = seen.rewards.find(({ id }: { id: string }) => id === 'small');
  assert.deepEqual(small, { key: 'points-short', missing: 60 });
  const { text } = await phone.page('/wallet');
  assert.ok(/-50<\/b>[\s\S]*New points fill this first/.test(text), 'the card says it');
  const refused = await issue(phone, 'small');
  assert.deepEqual([refused.status, refusal(refused).key], [422, 'points-short']);
  await pos.purchase({ member, receiptNumber: 'debt-2', total: eur(3_000) });
  assert.equal(await balance(phone), -20);
  await pos.purchase({ member, receiptNumber: 'debt-3', total: eur(10_000) });
  const { balance: filled, expiring } = await wallet(phone);
  assert.deepEqual([filled, expiring.points], [80, 80]);
});

test('a voucher that is cancelled while there is a debt fills it first', async () => {
  const { phone } = await buyer('cancel', { total: eur(5_000), lines: [] });
  await spend(phone, 'coffee');
  const { id } = await issued(phone, 'cake');
  await pos.return('cancel', 'cancel-back');
  assert.equal(await balance(phone), -50);
  await phone.post(`/api/redemptions/${id}/cancel`);
  assert.equal(await balance(phone), 50);
});

test('points of a purchase that expired unused are not taken a second time', async () => {
  const { member } = await buyer('lapsed', { total: eur(5_000), lines: [] });
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

test('goods that come back give back what was spent on them, to the old lots, by line', async () => {
  const phone = await t.joined('spent@example.com');
  const member = { number: (await wallet(phone)).member.number };
  const { expiring } = await wallet(phone);
  const id = await spend(phone, 'coffee');
  const lines = [line('a', 750), line('b', 250), line('c', 0)];
  const discounts = [line('a', 300), line('b', 200)];
  const redemptions = [{ redemptionId: id, lines: discounts }];
  await pos.purchase({ member, receiptNumber: 'spent', lines, redemptions });
  assert.equal(await balance(phone), 60);
  assert.deepEqual(took(await pos.return('spent', 'spent-1', { lines: [{ id: 'b' }] })), [2, 40]);
  assert.equal(await balance(phone), 98);
  const [back] = (await wallet(phone)).history.slice(1);
  assert.deepEqual([back.what.because, back.points], ['returned', 40]);
  assert.deepEqual(
    took(await pos.return('spent', 'spent-2', { lines: [line('a', 375)] })),
    [4, 30],
  );
  assert.deepEqual(took(await pos.return('spent', 'spent-3')), [4, 30]);
  const seen = await wallet(phone);
  assert.deepEqual([seen.balance, seen.expiring], [150, expiring]);
  assert.equal((await phone.get(`/api/redemptions/${id}`)).body.state, 'reversed');
});

test('a reward is undone by line, once, and whole after that gives back exactly the rest', async () => {
  const phone = await t.joined('undo@example.com');
  const member = { number: (await wallet(phone)).member.number };
  const id = await spend(phone, 'coffee');
  const lines = [line('a', 333), line('b', 333), line('c', 334)];
  const redemptions = [{ redemptionId: id }];
  await pos.purchase({ member, receiptNumber: 'undo', lines, redemptions });
  const address = posApi.reverse.replace(':redemptionId', id);
  const undo = (more: object) => pos.post(address, { reason: 'Wrong item', ...more });
  assert.equal(await balance(phone), 60);
  for (const _ of ['once', 'twice is once']) {
    const { body } = await undo({ lines: ['a'] });
    assert.deepEqual([body.state, await balance(phone)], ['redeemed', 93]);
  }
  const stray = await undo({ lines: ['b', 'z'] });
  assert.deepEqual([stray.status, refusal(stray).key], [422, 'line-unknown']);
  assert.equal(stray.body.error.message, 'The purchase has no line z.');
  assert.equal(await balance(phone), 93);
  assert.deepEqual(took(await pos.return('undo', 'undo-a', { lines: [{ id: 'a' }] })), [3, 0]);
  assert.equal((await undo({})).body.state, 'reversed');
  assert.equal(await balance(phone), 157);
  assert.equal((await undo({ lines: ['b'] })).body.state, 'reversed');
  assert.deepEqual(took(await pos.return('undo', 'undo-rest')), [7, 0]);
  assert.equal(await balance(phone), 150);
});

test('a line of a reward that no purchase was reported with is not known', async () => {
  const id = await spend(await t.joined('alone@example.com'), 'small');
  const address = posApi.reverse.replace(':redemptionId', id);
  const answer = await pos.post(address, { reason: 'Wrong item', lines: ['a'] });
  assert.deepEqual([answer.status, refusal(answer).key], [422, 'line-unknown']);
  for (const lines of [[], ['a', 'a'], [''], 'a']) {
    const wrong = await pos.post(address, { reason: 'Wrong item', lines });
    assert.deepEqual([wrong.status, refusal(wrong).key], [400, 'request-invalid']);
  }
});

test('a return makes the tier fall with the spend', async () => {
  const { phone } = await buyer('tier', { total: eur(50_000), lines: [] });
  assert.equal((await wallet(phone)).tier.id, 'silver');
  await pos.return('tier', 'tier-back', { amount: eur(1) });
  assert.equal((await wallet(phone)).tier.id, 'member');
});

test('a return is one for ever, with another key too; with other content it is refused', async () => {
  const { phone } = await buyer('once');
  const first = await pos.return('once', 'once-back', { lines: [{ id: 'b' }] });
  for (const headers of [{}, { 'idempotency-key': 'x' }, { 'idempotency-key': 'y' }]) {
    const again = await pos.return('once', 'once-back', { lines: [{ id: 'b' }] }, headers);
    assert.deepEqual([again.status, again.body], [200, first.body]);
  }
  assert.equal(await balance(phone), 159);
  await buyer('once-other');
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
  const { phone } = await buyer('race');
  const answers = await atOnce(16, () => pos.return('race', 'race-back'));
  assert.deepEqual(statuses(answers), { 200: 16 });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal(await balance(phone), 150);
});

test('sixteen returns of the same goods at once: one has them', async () => {
  const { phone } = await buyer('goods');
  const answers = await atOnce(16, (turn) => pos.return('goods', `goods-${turn}`));
  assert.deepEqual(statuses(answers), { 200: 1, 422: 15 });
  assert.equal(await balance(phone), 150);
});

test('more than is left, a line that was not sold, another currency: refused, and nothing is changed', async () => {
  await buyer('wrong');
  await pos.return('wrong', 'wrong-0', { lines: [line('a', 500)] });
  const untouched = await dump(t.context.store.read);
  const ahead = new Date(t.clock.now() + 6 * 60_000).toISOString();
  const cases = [
    [{ amount: eur(800) }, 422, 'return-too-large', null],
    [{ lines: [line('a', 500)] }, 422, 'return-too-large', null],
    [{ lines: [{ id: 'c' }] }, 422, 'line-unknown', null],
    [{ lines: [{ id: 'a' }, { id: 'a' }] }, 400, 'request-invalid', '/lines/1/id'],
    [{ lines: [] }, 400, 'request-invalid', '/lines'],
    [{ lines: [line('a', 0)] }, 400, 'request-invalid', '/lines/0/minor'],
    [{ lines: [line('a', -5)] }, 400, 'request-invalid', '/lines/0/minor'],
    [{ lines: [line('a', 1.5)] }, 400, 'request-invalid', '/lines/0/minor'],
    [{ amount: eur(0) }, 400, 'request-invalid', '/amount/minor'],
    [{ amount: eur(1), lines: [{ id: 'a' }] }, 400, 'request-invalid', '/amount'],
    [{ amount: { minor: 1, currency: 'USD' } }, 422, 'currency-other', null],
    [{ exchange: { total: { minor: 1, currency: 'USD' } } }, 422, 'currency-other', null],
    [
      { exchange: { total: eur(2), lines: [line('a', 1)] } },
      ...([400, 'request-invalid', '/exchange/lines'] as const),
    ],
    [{ returnedAt: ahead }, 422, 'time-ahead', null],
    [{ returnedAt: '2026-06-30T23:59:60Z' }, 400, 'request-invalid', '/returnedAt'],
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
  const { phone } = await buyer('neighbour');
  const purchase = { receiptNumber: 'neighbour', till: 'main-1' };
  const answer = await posAt(t, 'main-2').return('', 'neighbour-back', { purchase });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(await balance(phone), 150);
});
