import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { qualifyingSince, type Spend, spendLasts } from './qualifying.ts';

const march = Date.UTC(2026, 2, 3, 10);
const june = Date.UTC(2026, 5, 9, 10);
const yearLater = (at: number) => new Date(at).setUTCFullYear(2027);
const spends: readonly Spend[] = [
  { at: june, minor: 30_000 },
  { at: march, minor: 40_000 },
];

test('a tier lasts until the purchase stops counting without which the spend is too low', () => {
  assert.equal(spendLasts(spends, 50_000), yearLater(march));
  assert.equal(spendLasts(spends, 20_000), yearLater(june));
  assert.equal(spendLasts(spends, 70_000), yearLater(march), 'and so does all of the spend');
});

test('what nobody has to spend for lasts for good, and what is not reached does not last', () => {
  assert.equal(spendLasts(spends, 0), null);
  assert.equal(spendLasts([], 0), null);
  assert.equal(spendLasts(spends, 70_001), null);
});

test('a returned purchase holds nothing up', () => {
  assert.equal(
    spendLasts([{ at: march, minor: 0 }, ...spends.slice(0, 1)], 30_000),
    yearLater(june),
  );
});

test('while it is said to last it does, by the purchases that count then', () => {
  const day = 86_400_000;
  const some = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 300 }).map((days) => march + days * day),
      minor: fc.integer({ min: 0, max: 90_000 }),
    }),
  );
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 200_000 }), (spent, minor) => {
      const until = spendLasts(spent, minor);
      if (until === null) return;
      const at = until - 1;
      const counts = spent.filter((one) => one.at > qualifyingSince(at));
      assert.ok(counts.reduce((sum, one) => sum + one.minor, 0) >= minor);
    }),
  );
});
