import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MintOrder } from './mint-order.ts';
import { againInMs, dueAfter, endingByClock, mintPatienceMs, nextAsk } from './mint-schedule.ts';

const ending = { ending: 'cancelled', endedAt: 0 } as const;
const wanted: MintOrder = { state: 'wanted', unanswered: 1 };
const minted: MintOrder = { state: 'minted', reference: 'd1' };
const retiring: MintOrder = { state: 'retiring', ...ending, unanswered: 0, reference: 'd1' };
const unknown: MintOrder = { ...retiring, unanswered: 1, reference: null };
const settling: MintOrder = { state: 'settling', ...ending, reference: 'd1', withdrawnAt: 7 };
const closing: MintOrder = { state: 'closing', reference: 'd1' };
const retired: MintOrder = { state: 'retired', ...ending };
const used: MintOrder = { state: 'used' };

test('each state asks for one thing, and the ended ones for nothing', () => {
  const asks = [wanted, minted, unknown, retiring, settling, closing, retired, used].map(nextAsk);
  assert.deepEqual(asks, [
    ...['make', 'look', 'find-or-make', 'withdraw', 'look', 'withdraw'],
    ...[null, null],
  ]);
});

test('what was answered is due at once, a live one every five seconds, an ended one never', () => {
  assert.equal(dueAfter(retiring, 'shopify', 100), 100);
  assert.equal(dueAfter(closing, 'shopify', 100), 100);
  assert.equal(dueAfter(minted, 'shopify', 100), 5_100);
  assert.equal(dueAfter(settling, 'shopify', 100), 10_007);
  assert.equal(dueAfter(settling, 'square', 100), 120_007);
  assert.equal(dueAfter(retired, 'square', 100), null);
});

test('trying again begins soon, grows, waits as long as was asked, and spreads', () => {
  const again = (order: MintOrder, failures: number, atLeastMs = 0, chance = 0.5) =>
    againInMs(order, { failures, atLeastMs, chance });
  assert.deepEqual(
    [1, 2, 5, 99].map((failures) => again(wanted, failures)),
    [1_000, 2_000, 15_000, 15_000],
  );
  assert.deepEqual(
    [1, 4, 99].map((failures) => again(retiring, failures)),
    [1_000, 8_000, 600_000],
  );
  assert.equal(again(wanted, 1, 30_000), 30_000);
  assert.deepEqual([again(wanted, 1, 0, 0), again(wanted, 1, 0, 1)], [750, 1_250]);
});

test('the clock ends what is wanted in vain and what nobody used in time', () => {
  const times = { createdAt: 0, endsAt: 32 * 60_000 };
  assert.equal(endingByClock(wanted, times, mintPatienceMs - 1), null);
  assert.equal(endingByClock(wanted, times, mintPatienceMs), 'failed');
  assert.equal(endingByClock(wanted, times, times.endsAt), 'expired');
  assert.equal(endingByClock(minted, times, times.endsAt - 1), null);
  assert.equal(endingByClock(minted, times, times.endsAt), 'expired');
  assert.equal(endingByClock(settling, times, times.endsAt), null);
});
