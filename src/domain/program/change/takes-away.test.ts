import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program, Reward, Tier } from '#domain/program/program.ts';
import { takesAway } from './takes-away.ts';

const reward = (id: string, more: Partial<Reward> = {}): Reward => ({
  id,
  name: { en: id },
  instruction: { en: 'Give it' },
  points: 100,
  worth: { kind: 'amount-off', minor: 500 },
  ...more,
});
const tier = (id: string, fromMinor: number, more: Partial<Tier> = {}): Tier => ({
  id,
  name: { en: id },
  fromMinor,
  rateHundredths: 100,
  color: '#888888',
  perks: [{ en: 'Coffee' }],
  ...more,
});
const program: Program = {
  name: 'Shop',
  brand: { color: '#000000', mark: 'S' },
  currency: 'EUR',
  timeZone: 'UTC',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  stores: [],
  tiers: [tier('base', 0), tier('gold', 500)],
  rewards: [reward('tea'), reward('mug', { stock: 9 })],
  earning: [
    {
      id: 'card',
      kind: 'stamps',
      name: { en: 'Card' },
      when: {},
      limits: {},
      every: 9,
      counts: 'visits',
      points: 50,
    },
  ],
};
const whats = (after: Partial<Program>) =>
  takesAway(program, { ...program, ...after }).map((one) => one.what);
const asTea = (more: Partial<Reward>) =>
  takesAway(program, { ...program, rewards: [reward('tea', more), ...program.rewards.slice(1)] });

test('what only gives more takes nothing away', () => {
  assert.deepEqual(whats({}), []);
  assert.deepEqual(whats({ pointsPerUnit: 2, pointsLastMonths: 24, welcomePoints: 5 }), []);
  assert.deepEqual(asTea({ points: 90, worth: { kind: 'amount-off', minor: 600 } }), []);
  assert.deepEqual(whats({ rewards: [...program.rewards, reward('cake')] }), []);
});

test('a reward that goes, costs more or gives less is named, once', () => {
  assert.deepEqual(whats({ rewards: program.rewards.slice(1) }), ['reward-gone']);
  assert.deepEqual(asTea({ points: 120, tier: 'gold' }), [
    { what: 'reward-dearer', name: { en: 'tea' }, from: 100, to: 120 },
  ]);
  const less: readonly [Partial<Reward>, string][] = [
    [{ worth: { kind: 'amount-off', minor: 400 } }, 'worth'],
    [{ tier: 'gold' }, 'tier'],
    [{ until: 5 }, 'until'],
    [{ minimumMinor: 1 }, 'minimum'],
    [{ stores: ['main'] }, 'stores'],
    [{ days: ['monday'] }, 'days'],
    [{ stock: 3 }, 'stock'],
    [{ perMember: { count: 1, every: 'week' } }, 'per-member'],
  ];
  for (const [change, key] of less)
    assert.deepEqual(asTea(change), [
      { what: 'reward-less', name: { en: 'tea' }, points: 100, keys: [key] },
    ]);
});

test('points that are fewer or end sooner are named', () => {
  assert.deepEqual(whats({ pointsPerUnit: 0.5 }), ['earns-less']);
  assert.deepEqual(whats({ pointsLastMonths: 6 }), ['expiry-sooner']);
  assert.deepEqual(
    takesAway({ ...program, expiry: { ends: 'year' } }, program).map(({ what }) => what),
    ['expiry-sooner'],
  );
});

test('tiers and ways to earn that go or give less are named', () => {
  assert.deepEqual(whats({ tiers: [tier('base', 0)] }), ['tier-gone']);
  assert.deepEqual(whats({ tiers: [tier('base', 0, { perks: [] }), tier('gold', 500)] }), [
    'tier-less',
  ]);
  assert.deepEqual(whats({ earning: [] }), ['rule-gone']);
  const [card] = program.earning ?? [];
  assert.ok(card?.kind === 'stamps');
  for (const change of [{ every: 10 }, { points: 40 }, { until: 7 }])
    assert.deepEqual(whats({ earning: [{ ...card, ...change }] }), ['rule-less']);
});
