import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Program, Tier } from '#domain/program/program.ts';
import { pointsEarned } from './accrual.ts';

const tier = (rateHundredths: number): Tier => ({
  id: 'tier',
  name: { en: 'Tier' },
  fromMinor: 0,
  rateHundredths,
  color: '#000000',
  perks: [],
});

const program = (pointsPerUnit: number): Program => ({
  name: 'Shop',
  brand: { color: '#000000', mark: 'S' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [tier(100)],
  rewards: [],
  stores: [],
});

const earned = (minor: number, rateHundredths = 100, pointsPerUnit = 1, currency = 'EUR'): number =>
  pointsEarned(program(pointsPerUnit), tier(rateHundredths), { minor, currency });

test('a purchase earns its whole units at the tier’s rate', () => {
  assert.equal(earned(1_000, 100), 10);
  assert.equal(earned(1_000, 125), 12);
  assert.equal(earned(1_000, 150), 15);
});

test('a fraction of a point is dropped once, at the very end', () => {
  assert.equal(earned(99), 0);
  assert.equal(earned(199), 1);
  // 7.99 at 1.25 is 9.9875: rounding the units first would make it 8.
  assert.equal(earned(799, 125), 9);
});

test('what a float gets wrong comes out right', () => {
  // In floats 0.29 × 100 is 28.999999999999996, and 4.35 × 100 is 434.99999999999994.
  assert.equal(earned(29, 100, 100), 29);
  assert.equal(earned(435, 100, 100), 435);
  assert.equal(earned(23, 500, 1), 1);
  assert.equal(earned(100_000_000, 100, 0.0001), 100);
  assert.equal(earned(1_000_000, 100, 0.0003), 3);
});

test('currencies of no, two and three digits after the point earn by their whole unit', () => {
  assert.equal(earned(1_500, 100, 0.01, 'JPY'), 15);
  assert.equal(earned(1_500, 100, 1, 'EUR'), 15);
  assert.equal(earned(1_500, 100, 10, 'KWD'), 15);
  assert.equal(earned(1_249_000, 100, 0.01, 'HUF'), 124);
});

test('nothing spent earns nothing, and a negative purchase is a bug', () => {
  assert.equal(earned(0, 150), 0);
  assert.throws(() => earned(-1), RangeError);
});

const minor = fc.nat({ max: 100_000_000 });
const rate = fc.integer({ min: 1, max: 2_000 });
const perUnit = fc
  .integer({ min: 1, max: 100_000 })
  .map((tenThousandths) => tenThousandths / 10_000);

test('splitting a purchase never earns more, and loses at most one point', () => {
  fc.assert(
    fc.property(minor, minor, rate, perUnit, (a, b, r, p) => {
      const apart = earned(a, r, p) + earned(b, r, p);
      const together = earned(a + b, r, p);
      assert.ok(apart <= together && together <= apart + 1, `${apart} apart, ${together} together`);
    }),
  );
});

test('who spends more, or stands higher, never earns less', () => {
  fc.assert(
    fc.property(minor, minor, rate, rate, perUnit, (a, b, r, s, p) => {
      const more = earned(Math.max(a, b), Math.max(r, s), p);
      assert.ok(earned(Math.min(a, b), Math.min(r, s), p) <= more);
    }),
  );
});
