import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedLines } from '#domain/earning/goods.ts';
import {
  isInSegment,
  type KeptPurchase,
  needsOf,
  type SegmentMember,
  stillOpen,
} from './in-segment.ts';
import type { Segment, SegmentCondition } from './segment.ts';

const timeZone = 'Europe/Berlin';
const noon = (day: string) => Date.parse(`${day}T11:00:00Z`);
const at = noon('2026-03-20');

let sold = 0;
const bought = (day: string, categories: string[], more: Partial<KeptPurchase> = {}) => ({
  at: noon(day),
  storeId: 'main',
  minor: 500,
  lines: namedLines({ lines: [{ id: `${++sold}`, minor: 500, categories, sku: 'MUG-1' }] }).map(
    ({ names }) => names,
  ),
  ...more,
});
const member: SegmentMember = {
  joinedAt: noon('2026-01-01'),
  language: 'ar',
  birthdayMonth: 3,
  tierId: 'silver',
  spendable: 120,
  purchases: [
    bought('2026-02-28', ['Food > Bread']),
    bought('2026-03-02', ['Food > Bread']),
    bought('2026-03-09', ['food > bread > rye'], { storeId: 'kiosk' }),
    bought('2026-03-19', ['Food > Bread']),
  ],
};
const segment = (...all: SegmentCondition[]): Segment => ({ id: 's', name: { en: 'S' }, all });
const isIn = (condition: SegmentCondition, change: Partial<SegmentMember> = {}, when = at) =>
  isInSegment(segment(condition), { ...member, ...change }, when, timeZone);
const bread = { goods: { categories: ['food > bread'] } };
const month = { within: { period: 'month' as const } };

test('bread three times this month, never cake, Silver', () => {
  const asked = segment(
    { kind: 'bought', times: 3, ...bread, ...month },
    { kind: 'not-bought', goods: { categories: ['food > cake'] } },
    { kind: 'tier', tiers: ['silver'] },
  );
  const met = (change: Partial<SegmentMember>, when = at) =>
    isInSegment(asked, { ...member, ...change }, when, timeZone);
  assert.ok(met({}));
  assert.ok(!met({ tierId: 'gold' }));
  assert.ok(!met({ purchases: [...member.purchases, bought('2025-06-01', ['Food > Cake'])] }));
  assert.ok(!met({ purchases: member.purchases.slice(0, 3) }), 'two this month');
  assert.ok(!met({}, noon('2026-04-01')), 'the month is over');
  assert.ok(!met({}, noon('2026-03-10')), 'what was sold after it is not known then');
});

test('times, stores, products, sums and windows are counted to their edges', () => {
  assert.ok(isIn({ kind: 'bought', times: 4 }));
  assert.ok(!isIn({ kind: 'bought', times: 5 }));
  assert.ok(isIn({ kind: 'bought', times: 1, stores: ['kiosk'] }));
  assert.ok(isIn({ kind: 'not-bought', stores: ['harbour'] }));
  assert.ok(isIn({ kind: 'bought', times: 4, goods: { products: ['mug-1'] } }));
  assert.ok(isIn({ kind: 'spent', atLeastMinor: 2_000 }));
  assert.ok(!isIn({ kind: 'spent', atLeastMinor: 2_001 }));
  // From the first instant of the day that is eleven days before: 9 March, at midnight of Berlin.
  assert.ok(isIn({ kind: 'bought', times: 2, within: { days: 11 } }));
  assert.ok(!isIn({ kind: 'bought', times: 2, within: { days: 10 } }));
  const returned = member.purchases.map((one) => ({ ...one, minor: 0, lines: [] }));
  assert.ok(isIn({ kind: 'not-bought' }, { purchases: returned }), 'all of it came back');
});

test('points, language, birthday and membership are asked as they are at the instant', () => {
  assert.ok(isIn({ kind: 'points', atLeast: 120, atMost: 120 }));
  assert.ok(!isIn({ kind: 'points', atLeast: 121 }));
  assert.ok(isIn({ kind: 'language', languages: ['en', 'ar'] }));
  assert.ok(isIn({ kind: 'birthday', months: [3] }));
  assert.ok(!isIn({ kind: 'birthday', months: [3] }, { birthdayMonth: null }));
  assert.ok(isIn({ kind: 'joined', atLeastDays: 78, atMostDays: 78 }));
  assert.ok(!isIn({ kind: 'joined', atMostDays: 77 }));
});

test('a segment stays open until something else than purchases rules it out', () => {
  const bought = { kind: 'bought', times: 1 } as const;
  const arabic = { kind: 'language', languages: ['ar'] } as const;
  const open = (...all: SegmentCondition[]) =>
    stillOpen([{ id: 's', name: { en: 'S' }, all }], { ...member, language: 'en' }, at, timeZone)
      .length;
  assert.equal(open(bought), 1);
  assert.equal(open({ kind: 'not-bought' }), 1);
  assert.equal(open(bought, arabic), 0);
  assert.equal(open(bought, { kind: 'language', languages: ['en'] }), 1);
});

test('only what is asked for is read, from the first instant that a window needs', () => {
  const all = [
    segment({ kind: 'bought', times: 1, ...bread, ...month }),
    segment({ kind: 'spent', atLeastMinor: 1, within: { days: 1 } }),
  ];
  assert.deepEqual(needsOf(all, at, timeZone), {
    purchasesSince: Date.parse('2026-02-28T23:00:00Z'),
    lines: true,
    birthday: false,
    tier: false,
    points: false,
  });
  assert.equal(needsOf([segment({ kind: 'not-bought' })], at, timeZone).lines, false);
});
