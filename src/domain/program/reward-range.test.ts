import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Reward } from './program.ts';
import {
  amountAt,
  givesAsShown,
  nearestPrice,
  pricesOf,
  rangeTerms,
  rewardAt,
} from './reward-range.ts';

const off: Reward = {
  id: 'off',
  name: { en: 'Money off' },
  instruction: { en: 'Take {worth} off' },
  worth: { kind: 'amount-off', minor: 100 },
  points: 100,
  range: { to: 500, step: 100, addsMinor: 110 },
};

test('a range has a price at each of its steps, and each step adds to the worth', () => {
  assert.deepEqual(pricesOf(off), [100, 200, 300, 400, 500]);
  assert.deepEqual(
    pricesOf(off).map((points) => amountAt(off, points)),
    [100, 210, 320, 430, 540],
  );
});

test('what is between the steps, below or above them, or no whole number, is no price', () => {
  for (const points of [0, -100, 99, 150, 600, 100.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(rewardAt(off, points), null, String(points));
  }
});

test('a reward at a chosen price has its worth, and nothing to choose', () => {
  const { range: _, ...fixed } = off;
  assert.deepEqual(rewardAt(off, 300), {
    ...fixed,
    points: 300,
    worth: { kind: 'amount-off', minor: 320 },
    chosen: true,
  });
});

test('a reward without a range has its one price, and is as it was', () => {
  const { range: _, ...plain } = off;
  assert.deepEqual(pricesOf(plain), [100]);
  assert.equal(rewardAt(plain, 100), plain);
  assert.equal(rewardAt(plain, 200), null);
});

test('whatever the range, exactly its prices can be had, and more points never give less', () => {
  const small = fc.integer({ min: 1, max: 400 });
  const shape = fc.record({ points: small, step: small, steps: small, addsMinor: small });
  fc.assert(
    fc.property(shape, fc.integer({ min: -10, max: 2_000 }), (asked, points) => {
      const to = asked.points + asked.step * (1 + (asked.steps % 24));
      const range = { to, step: asked.step, addsMinor: asked.addsMinor };
      const reward = { ...off, points: asked.points, range };
      const prices = pricesOf(reward);
      assert.equal(prices.at(-1), to);
      assert.equal(rewardAt(reward, points) !== null, prices.includes(points));
      const amounts = prices.map((price) => amountAt(reward, price) ?? 0);
      assert.ok(amounts.every((amount, at) => at === 0 || amount > (amounts[at - 1] ?? 0)));
    }),
  );
});

test('a page’s terms hold as long as the price gives what it gave, and no longer', () => {
  const terms = rangeTerms(off) ?? '';
  assert.equal(terms, '100/100/100/110');
  const more = { ...off, range: { to: 500, step: 100, addsMinor: 120 } };
  assert.deepEqual(
    [100, 200, 500].map((points) => givesAsShown(more, points, terms)),
    [true, false, false],
  );
  for (const points of pricesOf(off)) assert.ok(givesAsShown(off, points, terms));
  // Half the step that adds half as much gives the same at each price that both have.
  const finer = { ...off, range: { to: 500, step: 50, addsMinor: 55 } };
  for (const points of pricesOf(off)) assert.ok(givesAsShown(finer, points, terms));
  assert.ok(givesAsShown(more, 300, ''), 'an older page says nothing');
  const { range: _, ...plain } = off;
  assert.equal(rangeTerms(plain), null);
});

test('for a price that is gone stands the next lower one, or the least', () => {
  assert.deepEqual(
    [20, 100, 199, 250, 900].map((points) => nearestPrice(off, points)),
    [100, 100, 100, 200, 500],
  );
});
