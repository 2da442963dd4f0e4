import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { type Pos, posAt, voucher, wallet } from '#server/tests/kit/counter.ts';
import { eur, line, shopper } from '#server/tests/kit/model/goods.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

// A card that was full before its membership was merged, and its voucher used: what is undone comes to the one that goes on.

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
  t = await startTillpass({ program: { ...testProgram, pointsPerUnit: 1, earning: [card] } });
  pos = posAt(t, 'main-1');
});
// Closing verifies every ledger, and what the rules have counted.
after(() => t.close());

/** Vouchers that the member got for full cards and can use now. */
const earned = async (phone: Browser) =>
  (await wallet(phone)).vouchers.filter((one: { earned?: true }) => one.earned);

/** A member whose full card gave a voucher, which is used; then they merge. @returns the phone that goes on */
async function usedThenMerged(name: string) {
  const { phone: other, member } = await shopper(t, `${name}-old`);
  const sold = await pos.purchase({
    member,
    receiptNumber: `${name}-full`,
    total: eur(300),
    lines: [{ ...line('t', 300), categories: ['Tea'], quantity: 3 }],
  });
  assert.equal(sold.status, 200, sold.text);
  const [{ id, code }] = await earned(other);
  assert.equal((await pos.redeem(code, `${name}-used`)).status, 200);
  t.clock.turn(1);
  const { phone } = await shopper(t, name);
  await merge(t, phone, `${name}-old@example.com`);
  return { phone, used: id as string };
}

async function undo(id: string): Promise<void> {
  const { status, text } = await pos.reverse(id, 'wrong item');
  assert.equal(status, 200, text);
}

test('the voucher that a till undoes comes again to the membership that goes on, once, and works', async () => {
  const { phone, used } = await usedThenMerged('undone');
  assert.deepEqual(await earned(phone), []);
  await undo(used);
  await undo(used);
  const [again, ...more] = await earned(phone);
  assert.deepEqual([again.points, again.reward.id, more.length], [0, 'coffee', 0]);
  assert.equal((await pos.redeem(again.code, 'undone-again')).status, 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('the return of the goods that filled the card takes that voucher back', async () => {
  const { phone, used } = await usedThenMerged('returned');
  await undo(used);
  const [again] = await earned(phone);
  const back = await pos.return('returned-full', 'returned-r');
  assert.equal(back.status, 200, back.text);
  assert.equal((await voucher(phone, again.id)).body.state, 'cancelled');
  assert.deepEqual(await earned(phone), []);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('the same holds after a second merge, wherever the voucher was used', async () => {
  const { phone: second, used } = await usedThenMerged('twice');
  await undo(used);
  const [again] = await earned(second);
  assert.equal((await pos.redeem(again.code, 'twice-again')).status, 200);
  t.clock.turn(1);
  const { phone } = await shopper(t, 'twice-last');
  await merge(t, phone, 'twice@example.com');
  await undo(again.id);
  const [last] = await earned(phone);
  assert.equal(last.points, 0);
  assert.equal((await pos.return('twice-full', 'twice-r')).status, 200);
  assert.equal((await voucher(phone, last.id)).body.state, 'cancelled');
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a return and an undo at once leave one voucher or none, and whole books', async () => {
  const { phone, used } = await usedThenMerged('race');
  const [undone, back] = await Promise.all([
    pos.reverse(used, 'wrong item'),
    pos.return('race-full', 'race-r'),
  ]);
  assert.deepEqual([undone.status, back.status], [200, 200]);
  assert.ok((await earned(phone)).length <= 1);
  assert.deepEqual(await verifyBooks(t.context), []);
});
