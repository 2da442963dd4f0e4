import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Program, Tier } from '#domain/program/program.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { type Before, earnedBySale } from './earn.ts';

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

const nothing: Before = { bought: false, toMember: new Map(), inAll: new Map() };

const basket = (more: Partial<Basket> = {}): Basket => ({
  total: { minor: 1_000, currency: 'EUR' },
  taxesMinor: 0,
  lines: [],
  tenders: [],
  redemptions: [],
  ...more,
});

const earned = (minor: number, rateHundredths = 100, pointsPerUnit = 1, currency = 'EUR'): number =>
  earnedBySale({ ...program(pointsPerUnit), currency }, tier(rateHundredths), nothing, {
    soldAt: 0,
    storeId: 'main',
    basket: basket({ total: { minor, currency } }),
  }).points;

/** With tenders that earn nothing, at a rate of 1.25. */
function paid(more: Partial<Basket>): { points: number; countedMinor: number } {
  const excludedTenders = ['gift-card', 'store-credit'];
  const sale = { soldAt: 0, storeId: 'main', basket: basket(more) };
  const { points, countedMinor } = earnedBySale(
    { ...program(1), excludedTenders },
    tier(125),
    nothing,
    sale,
  );
  return { points, countedMinor };
}

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

test('goods earn, taxes beside them do not', () => {
  assert.deepEqual(paid({}), { points: 12, countedMinor: 1_000 });
  assert.deepEqual(paid({ taxesMinor: 190 }), { points: 12, countedMinor: 1_000 });
});

test('what was paid with an excluded tender earns nothing, goods and taxes sharing it alike', () => {
  const half = {
    tenders: [
      { kind: 'gift-card', minor: 500 },
      { kind: 'card', minor: 500 },
    ],
  };
  assert.deepEqual(paid(half), { points: 6, countedMinor: 500 });
  const all = {
    tenders: [
      { kind: 'gift-card', minor: 400 },
      { kind: 'store-credit', minor: 600 },
    ],
  };
  assert.deepEqual(paid(all), { points: 0, countedMinor: 0 });
  // 11.90 in all, 3.00 of it by gift card: 8.90 of 11.90 of the goods count, which is 7.478...
  const taxed = {
    taxesMinor: 190,
    tenders: [
      { kind: 'gift-card', minor: 300 },
      { kind: 'card', minor: 890 },
    ],
  };
  assert.deepEqual(paid(taxed), { points: 9, countedMinor: 747 });
});

test('it is rounded once: the counted part of 7.999 at 1.25 is 9.99875 and not 7 × 1.25', () => {
  const tenders = [
    { kind: 'gift-card', minor: 1 },
    { kind: 'card', minor: 7_999 },
  ];
  const { points } = paid({ total: { minor: 800, currency: 'EUR' }, taxesMinor: 7_200, tenders });
  assert.equal(points, 9);
});

test('a free basket earns nothing', () => {
  assert.deepEqual(paid({ total: { minor: 0, currency: 'EUR' } }), {
    points: 0,
    countedMinor: 0,
  });
});

test('change, tips and rounding make no difference to what the goods earn', () => {
  const fits = (more: Partial<Basket>) =>
    assert.deepEqual(paid(more), { points: 12, countedMinor: 1_000 });
  fits({ roundingMinor: 2, tenders: [{ kind: 'cash', minor: 1_002 }] });
  fits({ roundingMinor: -2, tenders: [{ kind: 'cash', minor: 998 }] });
  fits({ tenders: [{ kind: 'cash', minor: 2_000, change: 1_000 }] });
  fits({ tipMinor: 150, taxesMinor: 70, tenders: [{ kind: 'card', minor: 1_220 }] });
  const mixed = [
    { kind: 'gift-card', minor: 600, change: 100 },
    { kind: 'cash', minor: 700, change: 200 },
  ];
  assert.deepEqual(paid({ tenders: mixed }), { points: 6, countedMinor: 500 });
  for (const kind of ['Gift-Card', 'GIFT-CARD']) {
    assert.equal(paid({ tenders: [{ kind, minor: 1_000 }] }).points, 0);
  }
});
