import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program } from './program.ts';
import { programChanges } from './program-change.ts';

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
    { what: 'reward', id: 'mug', kind: 'changed', fields: ['points', 'stock'] },
  ]);
});

test('a till that moved to a new store is that till, changed', () => {
  const stores = [
    { ...main, tills: [] },
    { ...main, id: 'new', posters: [], tills: [...main.tills] },
  ];
  assert.deepEqual(programChanges(before, { ...before, voucherMinutes: 60, stores }), [
    { what: 'setting', id: 'voucherMinutes', kind: 'changed', fields: [] },
    { what: 'store', id: 'new', kind: 'new', fields: [] },
    { what: 'till', id: 'main-1', kind: 'changed', fields: ['store'] },
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
