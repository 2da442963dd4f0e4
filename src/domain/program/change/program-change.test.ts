import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { countChanges, programChanges, takenBack } from './program-change.ts';

const before: Program = {
  name: 'Shop',
  brand: { color: '#1d6b52', mark: 'S' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [
    {
      id: 'member',
      name: { en: 'Member' },
      fromMinor: 0,
      rateHundredths: 100,
      color: '#888888',
      perks: [],
    },
  ],
  rewards: [
    {
      id: 'mug',
      name: { en: 'Mug' },
      instruction: { en: 'Give one' },
      worth: { kind: 'perk' },
      points: 100,
      stock: 40,
    },
  ],
  stores: [
    {
      id: 'main',
      name: 'Main',
      posters: [{ placement: 'M1', place: { en: 'Door' } }],
      tills: [{ id: 'main-1', name: 'Till 1' }],
    },
  ],
};
const [mug] = before.rewards;
const [main] = before.stores;
if (!mug || !main) throw new Error('the program has one of each');

test('the same program has no changes', () => {
  assert.deepEqual(programChanges(before, structuredClone(before)), []);
});

test('a price and a stock that changed are named with their reward', () => {
  const rewards = [{ ...mug, points: 120, stock: 70 }];
  assert.deepEqual(programChanges(before, { ...before, rewards }), [
    {
      what: 'reward',
      id: 'mug',
      kind: 'changed',
      fields: [
        { name: 'points', before: 100, after: 120 },
        { name: 'stock', before: 40, after: 70 },
      ],
    },
  ]);
});

test('a till that moved to a new store is that till, changed', () => {
  const stores = [
    { ...main, tills: [] },
    { ...main, id: 'new', posters: [], tills: [...main.tills] },
  ];
  const moved = { name: 'store', before: 'main', after: 'new' };
  assert.deepEqual(programChanges(before, { ...before, voucherMinutes: 60, stores }), [
    {
      what: 'setting',
      id: 'voucherMinutes',
      kind: 'changed',
      fields: [{ name: 'voucherMinutes', before: 30, after: 60 }],
    },
    { what: 'store', id: 'new', kind: 'new', fields: [] },
    { what: 'till', id: 'main-1', kind: 'changed', fields: [moved] },
  ]);
});

test('what left the file is gone', () => {
  assert.deepEqual(
    programChanges(before, { ...before, stores: [{ ...main, posters: [] }] }).map(
      ({ what, id, kind }) => [what, id, kind],
    ),
    [['poster', 'M1', 'gone']],
  );
});

test('a later version that was written without a change takes it back, and its own changes are its own', () => {
  const now = { ...before, voucherMinutes: 45, rewards: [{ ...mug, points: 110 }] };
  const old = { ...before, rewards: [{ ...mug, stock: 10 }] };
  assert.deepEqual(takenBack(before, now, old), [
    {
      what: 'setting',
      id: 'voucherMinutes',
      kind: 'changed',
      fields: [{ name: 'voucherMinutes', before: 45, after: 30 }],
    },
    {
      what: 'reward',
      id: 'mug',
      kind: 'changed',
      fields: [{ name: 'points', before: 110, after: 100 }],
    },
  ]);
  assert.deepEqual(takenBack(before, now, { ...old, voucherMinutes: 60, rewards: [] }), []);
});

test('what was added, and is not in a later version, goes again', () => {
  const stores = [...before.stores, { ...main, id: 'new', posters: [], tills: [] }];
  assert.deepEqual(takenBack(before, { ...before, stores }, before), [
    { what: 'store', id: 'new', kind: 'gone', fields: [] },
  ]);
});

test('changes are counted by what changed, and what did not is left out', () => {
  const { rewards, tiers } = before;
  const cheaper = rewards.map((reward) => ({ ...reward, points: 90 }));
  const renamed = tiers.map((tier) => ({ ...tier, name: { en: 'Friend' } }));
  const after = { ...before, rewards: cheaper, tiers: renamed, voucherMinutes: 45 };
  assert.deepEqual(countChanges(programChanges(before, after)), { setting: 1, tier: 1, reward: 1 });
  assert.deepEqual(countChanges(programChanges(before, before)), {});
});
