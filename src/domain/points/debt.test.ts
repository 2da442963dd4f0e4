import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterDebt, clawBack, debtAfter, toSpend } from './debt.ts';
import type { Draw } from './ledger.ts';
import type { Lot } from './lot.ts';

const at = 1_000;
const lot = (id: string, remaining: number, expiresAt = 2_000): Lot => ({
  id,
  remaining,
  expiresAt,
});
const draw = (lotId: string, points: number): Draw => ({ lotId, points });
const sum = (draws: readonly Draw[]) => draws.reduce((total, { points }) => total + points, 0);
const own = (lapsed = 0) => ({ lotId: 'own', lapsed });

test('an accrual of 100 with a debt of 30 opens a lot of 70', () => {
  assert.deepEqual(afterDebt([draw('new', 100)], 30), [draw('new', 70)]);
  assert.deepEqual(afterDebt([draw('new', 30)], 30), []);
  assert.deepEqual(afterDebt([draw('new', 20)], 30), []);
});

test('what comes back to several lots fills the debt from those that expire soonest', () => {
  const back = [draw('soon', 20), draw('later', 50)];
  assert.deepEqual(afterDebt(back, 30), [draw('later', 40)]);
});

test('goods that come back take from the lot of their purchase first, then from what expires soonest', () => {
  const lots = [lot('soon', 10, 1_100), lot('own', 40, 3_000), lot('later', 50, 4_000)];
  assert.deepEqual(clawBack(lots, own(), 40, at), { draws: [draw('own', -40)], lapsed: 0 });
  assert.deepEqual(clawBack(lots, own(), 60, at), {
    draws: [draw('own', -40), draw('soon', -10), draw('later', -10)],
    lapsed: 0,
  });
});

test('what expired unspent is not taken a second time', () => {
  const lots = [lot('other', 100)];
  assert.deepEqual(clawBack(lots, own(40), 40, at), { draws: [], lapsed: 40 });
  assert.deepEqual(clawBack(lots, own(40), 60, at), { draws: [draw('other', -20)], lapsed: 40 });
});

test('points of its own lot go first even when their time is over, other such lots are left to the clock', () => {
  const lots = [lot('own', 30, at), lot('dead', 100, at)];
  assert.deepEqual(clawBack(lots, own(), 50, at), { draws: [draw('own', -30)], lapsed: 0 });
});

test('only a return may leave a debt', () => {
  const spent = { points: -10, draws: [draw('a', -4)], cause: 'issue:1' };
  assert.equal(debtAfter(spent, 0), null);
  assert.equal(debtAfter({ ...spent, cause: 'return:1' }, 0), 6);
  assert.equal(debtAfter({ ...spent, cause: 'return:1' }, 5), 11);
  assert.equal(debtAfter({ ...spent, draws: [draw('a', -11)], cause: 'return:1' }, 0), null);
});

test('whatever comes in fills a debt as far as it can, no more and no less', () => {
  const earned = { points: 100, draws: [draw('a', 70)], cause: 'purchase:1' };
  assert.equal(debtAfter(earned, 30), 0);
  assert.equal(debtAfter(earned, 29), null);
  assert.equal(debtAfter(earned, 31), null);
  assert.equal(debtAfter({ ...earned, draws: [] }, 130), 30);
});

test('a debt is below zero to spend', () => {
  assert.equal(toSpend({ lots: [lot('dead', 50, at)], debt: 30 }, at), -30);
  assert.equal(toSpend({ lots: [lot('live', 50)], debt: 0 }, at), 50);
});

const anyLots = fc
  .array(fc.tuple(fc.nat(300), fc.integer({ min: 900, max: 1_100 })), { maxLength: 8 })
  .map((all) => [
    lot('own', 20),
    ...all.map(([left, ends], index) => lot(`l${index}`, left, ends)),
  ]);

test('whatever the lots: taken, lapsed and owed are exactly what was to be taken, and nothing is overdrawn', () => {
  fc.assert(
    fc.property(anyLots, fc.nat(60), fc.nat(1_000), (lots, lapsed, wanted) => {
      const taken = clawBack(lots, own(lapsed), wanted, at);
      const points = -(wanted - taken.lapsed);
      const owed = debtAfter({ points, draws: taken.draws, cause: 'return:1' }, 0);
      assert.ok(owed !== null && taken.lapsed <= lapsed);
      assert.equal(-sum(taken.draws) + taken.lapsed + owed, wanted);
      for (const { lotId, points: out } of taken.draws) {
        assert.ok(-out <= (lots.find(({ id }) => id === lotId)?.remaining ?? 0));
      }
      const left = sum(
        lots.filter((one) => one.expiresAt > at).map((one) => draw('', one.remaining)),
      );
      if (owed > 0) assert.ok(left <= wanted, 'a debt only where no lot that lives holds points');
    }),
  );
});
