import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { posApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import {
  atOnce,
  balance,
  cancel,
  issue,
  type Pos,
  posAt,
  refusal,
  said,
  statuses,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { eur, line, shopper } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

// A card of stamps that gives a reward: the third tea is on the house.

const card: EarningRule = {
  id: 'tea-card',
  name: { en: 'Every third tea' },
  kind: 'stamps',
  every: 3,
  points: 0,
  counts: 'pieces',
  reward: { id: 'coffee', days: 30 },
  when: { goods: { categories: ['tea'] } },
  limits: { perDay: 5 },
};

let t: Tillpass;
let pos: Pos;
before(async () => {
  const rewards = testProgram.rewards.map((reward) =>
    reward.id === 'coffee'
      ? { ...reward, perMember: { count: 1, every: 'month' } as const }
      : reward,
  );
  const program = { ...testProgram, rewards, pointsPerUnit: 1, earning: [card] };
  t = await startTillpass({ program });
  pos = posAt(t, 'main-1');
});
// Closing verifies every ledger, and what the rules have counted.
after(() => t.close());

const buy = (member: object, receiptNumber: string, quantity: number) =>
  pos.purchase({
    member,
    receiptNumber,
    total: eur(100 * quantity),
    lines: [{ ...line('t', 100 * quantity), categories: ['Tea'], quantity }],
  });

/** Vouchers that the member got for full cards and can use now. */
const earned = async (phone: Browser) =>
  (await wallet(phone)).vouchers.filter((one: { earned?: true }) => one.earned);

test('a full card gives a voucher that costs nothing and has its own end, once', async () => {
  const { phone, member } = await shopper(t, 'full');
  assert.equal((await buy(member, 'full-1', 2)).status, 200);
  assert.deepEqual(await earned(phone), []);
  const full = await buy(member, 'full-2', 1);
  assert.deepEqual(
    full.body.awards.map(({ name, points }: { name: string; points: number }) => [name, points]),
    [['Every third tea', 0]],
  );
  assert.equal((await buy(member, 'full-2', 1)).status, 200);
  const [one, ...more] = await earned(phone);
  assert.deepEqual([one.points, one.reward.id, more.length], [0, 'coffee', 0]);
  const days = (one.expiresAt - t.clock.now()) / (24 * 60 * 60_000);
  assert.ok(days > 30 && days <= 31, `${days} days`);
  assert.equal(await balance(phone), 153, 'points of the purchases, and none for the card');
  const { history } = await wallet(phone);
  assert.equal(
    history.find(({ what }: { what: { rule: string } }) => what.rule === 'issue').what.reward,
    'Reward coffee (Every third tea)',
  );
  assert.equal((await pos.redeem(one.code, 'full-used')).status, 200);
});

test('it stands in nobody’s way, and pressing the same reward opens it for no points', async () => {
  const { phone, member } = await shopper(t, 'way');
  await buy(member, 'way-1', 3);
  const [one] = await earned(phone);
  const { body } = await issue(phone, 'coffee');
  assert.deepEqual([body.id, await balance(phone)], [one.id, 153]);
  for (const id of ['cake', 'small', 'mug']) assert.equal((await issue(phone, id)).status, 200, id);
});

test('the return of the sale that filled the card takes it back while it is unused, at a till too', async () => {
  const { phone, member } = await shopper(t, 'back');
  await buy(member, 'back-1', 2);
  await buy(member, 'back-2', 1);
  const [one] = await earned(phone);
  assert.equal((await pos.return('back-2', 'back-2-r')).status, 200);
  assert.deepEqual(await earned(phone), []);
  assert.equal((await voucher(phone, one.id)).body.state, 'cancelled');
  assert.deepEqual(said(await pos.redeem(one.code, 'back-late')), [410, 'voucher-cancelled']);
  await buy(member, 'back-3', 1);
  assert.equal((await earned(phone)).length, 1);
});

test('what was used stays given, and the next card makes up for it', async () => {
  const { phone, member } = await shopper(t, 'used');
  await buy(member, 'used-1', 3);
  const [one] = await earned(phone);
  await pos.redeem(one.code, 'used-it');
  assert.equal((await pos.return('used-1', 'used-1-r')).status, 200);
  assert.equal((await voucher(phone, one.id)).body.state, 'redeemed');
  await buy(member, 'used-2', 3);
  assert.deepEqual(await earned(phone), []);
  await buy(member, 'used-3', 3);
  assert.equal((await earned(phone)).length, 1);
});

test('a member can’t cancel it, and what a till undoes comes again', async () => {
  const { phone, member } = await shopper(t, 'undone');
  await buy(member, 'undone-1', 3);
  const [one] = await earned(phone);
  assert.equal(refusal(await cancel(phone, one.id)).key, 'voucher-earned');
  await pos.redeem(one.code, 'undone-it');
  assert.equal((await pos.reverse(one.id, 'by mistake')).status, 200);
  assert.equal((await pos.reverse(one.id, 'by mistake')).status, 200);
  const [again, ...more] = await earned(phone);
  assert.deepEqual([again.expiresAt, more.length], [one.expiresAt, 0]);
  assert.notEqual(again.id, one.id);
  assert.equal((await pos.return('undone-1', 'undone-r')).status, 200);
  assert.deepEqual(await earned(phone), []);
});

test('it comes again when its lines are undone, and when all that it was given with is returned', async () => {
  const { phone, member } = await shopper(t, 'lines');
  await buy(member, 'lines-1', 3);
  const given = async (code: string, redemptionId: string, receiptNumber: string) => {
    await pos.redeem(code, receiptNumber);
    const lines = ['a', 'b'].map((id) => line(id, 500));
    const redemptions = [{ redemptionId, lines: lines.map(({ id }) => line(id, 100)) }];
    const answer = await pos.purchase({
      member,
      receiptNumber,
      total: eur(1_000),
      lines,
      redemptions,
    });
    assert.equal(answer.status, 200, answer.text);
  };
  const undo = (id: string, lines: string[]) =>
    pos.post(posApi.reverse.replace(':redemptionId', id), { reason: 'by mistake', lines });

  const [first] = await earned(phone);
  await given(first.code, first.id, 'lines-2');
  assert.equal((await undo(first.id, ['a'])).status, 200);
  assert.deepEqual(await earned(phone), [], 'a part of it is still given');
  assert.equal((await undo(first.id, ['b'])).status, 200);
  assert.equal((await undo(first.id, ['b'])).status, 200);
  const [second, ...more] = await earned(phone);
  assert.deepEqual([more.length, second.id === first.id], [0, false]);
  assert.equal((await voucher(phone, first.id)).body.state, 'reversed');

  await given(second.code, second.id, 'lines-3');
  assert.equal((await pos.return('lines-3', 'lines-3-r')).status, 200);
  assert.equal((await earned(phone)).length, 1);
});

test('a used one takes nothing of what the member may have of the reward', async () => {
  const { phone, member } = await shopper(t, 'limit');
  await buy(member, 'limit-1', 3);
  const [one] = await earned(phone);
  await pos.redeem(one.code, 'limit-used');
  const { status, body } = await issue(phone, 'coffee');
  assert.deepEqual([status, body.id === one.id], [200, false]);
});

test('two full cards are two rewards, also when the first has ended in the queue', async () => {
  const { phone, member } = await shopper(t, 'two');
  await buy(member, 'two-1', 3);
  const [first] = await earned(phone);
  t.clock.turnTo(first.expiresAt - 60 * 60_000);
  await buy(member, 'two-2', 3);
  t.clock.turnTo(first.expiresAt + 10 * 60_000);
  assert.equal((await pos.redeem(first.code, 'two-queue')).status, 200);
  const [second, ...more] = await earned(phone);
  assert.equal(more.length, 0);
  assert.equal((await pos.redeem(second.code, 'two-next')).status, 200);
});

test('it ends by itself, and who is in the queue then still gets it', async () => {
  const { phone, member } = await shopper(t, 'ends');
  await buy(member, 'ends-1', 3);
  const [one] = await earned(phone);
  t.clock.turnTo(one.expiresAt + 30 * 60_000);
  assert.deepEqual(await earned(phone), []);
  assert.equal((await pos.redeem(one.code, 'queue')).status, 200);
});

test('many sales at once fill as many cards as they make full', async () => {
  const { phone, member } = await shopper(t, 'rush');
  const answers = await atOnce(7, (turn) => buy(member, `rush-${turn}`, 1));
  assert.deepEqual(statuses(answers), { 200: 7 });
  assert.equal((await earned(phone)).length, 2);
});
