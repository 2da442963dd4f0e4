import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Refusal } from '#domain/refusal.ts';
import { type Program, type Reward, type Store, storesWith } from './program.ts';
import {
  hoursEnd,
  minimumRefusal,
  rewardOf,
  rewardRefusal,
  type Situation,
  storeRefusal,
} from './reward.ts';

const store = (id: string, name: string): Store => ({ id, name, posters: [], tills: [] });
const tier = (id: string, fromMinor: number) => ({
  id,
  name: { en: id },
  fromMinor,
  rateHundredths: 100,
  color: '#000000',
  perks: [],
});

const reward: Reward = {
  id: 'breakfast',
  name: { en: 'Breakfast' },
  instruction: { en: 'Press FREE ITEM' },
  worth: { kind: 'perk' },
  points: 150,
  tier: 'silver',
  stores: ['harbour', 'station'],
  from: 1_000,
  until: 2_000,
  stock: 5,
};

const program: Program = {
  name: 'Shop',
  brand: { color: '#000000', mark: 'S' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [tier('member', 0), tier('silver', 50_000), tier('gold', 120_000)],
  rewards: [reward],
  stores: [store('main', 'Main Street'), store('harbour', 'Harbour'), store('station', 'Station')],
};

/** A situation in which nothing is wrong; each test changes one thing. */
const situation: Situation = {
  at: 1_500,
  segments: null,
  frozenAt: null,
  spendable: 150,
  tierId: 'silver',
  storeId: 'harbour',
  stockLeft: 1,
  liveVouchers: 2,
  hadAt: [],
};

const refusal = (change: Partial<Situation>) =>
  rewardRefusal(program, reward, { ...situation, ...change });

test('who has the points, the tier, the store and the time can have a reward', () => {
  assert.equal(refusal({}), null);
});

test('points are enough when they are exactly enough, and one short says one', () => {
  assert.deepEqual(refusal({ spendable: 149 }), { key: 'points-short', missing: 1 });
  assert.deepEqual(refusal({ spendable: 0 }), { key: 'points-short', missing: 150 });
});

test('a reward can be had from its first instant on, and not at its end', () => {
  assert.deepEqual(refusal({ at: 999 }), { key: 'not-begun', from: 1_000 });
  assert.equal(refusal({ at: 1_000 }), null);
  assert.equal(refusal({ at: 1_999 }), null);
  assert.deepEqual(refusal({ at: 2_000 }), { key: 'ended' });
});

test('a reward of a tier is for it and those above', () => {
  assert.deepEqual(refusal({ tierId: 'member' }), { key: 'tier-required', tier: 'silver' });
  assert.equal(refusal({ tierId: 'gold' }), null);
});

test('a reward of some stores names them elsewhere, and waits for the till where nobody knows', () => {
  assert.deepEqual(refusal({ storeId: 'main' }), {
    key: 'not-in-this-store',
    stores: ['Harbour', 'Station'],
  });
  assert.equal(refusal({ storeId: null }), null);
});

test('the last one can be had, and none is none', () => {
  assert.equal(refusal({ stockLeft: 1 }), null);
  assert.deepEqual(refusal({ stockLeft: 0 }), { key: 'sold-out' });
  assert.equal(refusal({ stockLeft: null }), null);
});

test('a member holds as many open vouchers as the program says', () => {
  assert.equal(refusal({ liveVouchers: 2 }), null);
  assert.deepEqual(refusal({ liveVouchers: 3 }), { key: 'too-many-live', limit: 3 });
});

test('of several reasons the one that nothing mends comes first, so that nobody saves up in vain', () => {
  // Everything is wrong at once. Each step mends the reason that was given, and the next reason comes.
  const order: readonly (readonly [Refusal['key'], Partial<Situation>])[] = [
    ['ended', { at: 500 }],
    ['frozen', { frozenAt: null }],
    ['sold-out', { stockLeft: null }],
    ['not-begun', { at: 1_500 }],
    ['tier-required', { tierId: 'gold' }],
    ['not-in-this-store', { storeId: 'harbour' }],
    ['points-short', { spendable: 150 }],
    ['too-many-live', { liveVouchers: 0 }],
  ];
  let now: Situation = {
    at: 2_000,
    frozenAt: 100,
    segments: null,
    spendable: 0,
    tierId: 'member',
    storeId: 'main',
    stockLeft: 0,
    liveVouchers: 9,
    hadAt: [],
  };
  for (const [key, mended] of order) {
    assert.equal(rewardRefusal(program, reward, now)?.key, key);
    now = { ...now, ...mended };
  }
  assert.equal(rewardRefusal(program, reward, now), null);
});

test('where shops differ in how they take a voucher, the shop is asked for when all else is right', () => {
  const pooled: Program = {
    ...program,
    stores: program.stores.map((one) => (one.id === 'station' ? { ...one, way: 'pool' } : one)),
  };
  const nowhere = { ...situation, storeId: null };
  assert.deepEqual(rewardRefusal(pooled, reward, nowhere), {
    key: 'store-needed',
    stores: ['Harbour', 'Station'],
  });
  assert.equal(rewardRefusal(pooled, reward, { ...nowhere, storeId: 'station' }), null);
  assert.equal(rewardRefusal(pooled, reward, { ...nowhere, spendable: 0 })?.key, 'points-short');
  assert.deepEqual(
    storesWith(pooled, reward).map(({ id }) => id),
    ['harbour', 'station'],
  );
});

test('a reward for everybody, everywhere and always only asks for points', () => {
  const { tier: _, stores: __, from: ___, until: ____, stock: _____, ...plain } = reward;
  const anywhere = { ...situation, at: 0, tierId: 'member', storeId: 'main', stockLeft: null };
  assert.equal(rewardRefusal(program, plain, anywhere), null);
  assert.equal(storeRefusal(program, plain, 'main'), null);
});

test('a reward is found by its id, and one that is gone is not', () => {
  assert.equal(rewardOf(program, 'breakfast'), reward);
  assert.equal(rewardOf(program, 'supper'), null);
});

test('a reward that is counted by member is refused until the next period begins', () => {
  const at = Date.UTC(2026, 0, 20);
  const monthly: Reward = { id: 'coffee', ...plainly, perMember: { count: 2, every: 'month' } };
  const of = (hadAt: readonly number[], change: Partial<Reward> = {}) =>
    rewardRefusal(program, { ...monthly, ...change }, { ...situation, at, hadAt });
  const lastYear = Date.UTC(2025, 11, 31);
  assert.equal(of([lastYear, lastYear, at - 1]), null);
  assert.deepEqual(of([at - 2, at - 1]), {
    key: 'limit-reached',
    count: 2,
    every: 'month',
    again: Date.parse('2026-02-01T00:00:00+01:00'),
  });
  const ever = of([lastYear], { perMember: { count: 1, every: 'ever' } });
  assert.deepEqual(ever, { key: 'limit-reached', count: 1, every: 'ever', again: null });
});

const plainly = {
  name: { en: 'Coffee' },
  instruction: { en: 'Press COFFEE' },
  worth: { kind: 'perk' },
  points: 0,
} as const;

test('members of some tiers may have it earlier, each from their own day on, and nobody before', () => {
  const early = [
    { tier: 'gold', from: 400 },
    { tier: 'silver', from: 700 },
  ];
  const at = (time: number, tierId: string) =>
    rewardRefusal(program, { ...reward, early }, { ...situation, at: time, tierId });
  assert.deepEqual(at(399, 'gold'), { key: 'not-begun', from: 400 });
  assert.equal(at(400, 'gold'), null);
  assert.deepEqual(at(400, 'silver'), { key: 'not-begun', from: 700 });
  assert.equal(at(700, 'silver'), null);
  assert.deepEqual(at(700, 'member'), { key: 'not-begun', from: 1_000 });
});

test('a reward of certain hours is refused with the hour at which it can be had again', () => {
  const mornings: Reward = {
    id: 'mornings',
    name: { en: 'Mornings' },
    instruction: { en: 'Give it' },
    worth: { kind: 'perk' },
    points: 10,
    days: ['monday'],
    hours: { from: 480, until: 660 },
  };
  const monday = Date.parse('2026-01-19T10:59:59+01:00');
  assert.equal(rewardRefusal(program, mornings, { ...situation, at: monday }), null);
  assert.equal(hoursEnd(program, mornings, monday), monday + 1_000);
  assert.deepEqual(rewardRefusal(program, mornings, { ...situation, at: monday + 1_000 }), {
    key: 'not-begun',
    hour: true,
    from: Date.parse('2026-01-26T08:00:00+01:00'),
  });
});

test('a minimum is asked where the amount is known, in the program’s currency', () => {
  const asks = { ...reward, minimumMinor: 2_000 };
  const said = (minor: number, currency = 'EUR') =>
    minimumRefusal(program, asks, { minor, currency });
  assert.equal(minimumRefusal(program, asks, undefined), null);
  assert.equal(said(2_000), null);
  assert.deepEqual(said(1_999), {
    key: 'minimum-spend',
    money: { minor: 2_000, currency: 'EUR' },
  });
  assert.deepEqual(said(9_999, 'USD'), { key: 'currency-other', expected: 'EUR' });
});
