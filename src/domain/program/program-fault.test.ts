import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Weekday } from '#domain/values/calendar.ts';
import type { EarningRule } from './earning-rule.ts';
import type { Program, Reward, Tier } from './program.ts';
import { faultsOf } from './program-fault.ts';

const tier = (id: string, fromMinor: number): Tier => ({
  id,
  name: { en: id },
  fromMinor,
  rateHundredths: 100,
  color: '#000000',
  perks: [],
});
const reward = (id: string, change: Partial<Reward> = {}): Reward => ({
  id,
  name: { en: id },
  instruction: { en: 'Give it' },
  worth: { kind: 'perk' },
  points: 10,
  ...change,
});
const store = (id: string, placements: readonly string[], tills: readonly string[]) => ({
  id,
  name: id,
  posters: placements.map((placement) => ({ placement, place: { en: 'Door' } })),
  tills: tills.map((till) => ({ id: till, name: till })),
});

const right: Program = {
  name: 'Shop',
  brand: { color: '#000000', mark: 'S' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [tier('member', 0), tier('gold', 100)],
  rewards: [reward('coffee'), reward('bun', { tier: 'gold', stores: ['main'], from: 1, until: 2 })],
  stores: [store('main', ['M1', 'M2'], ['main-1', 'main-2']), store('mall', ['K1'], ['mall-1'])],
};

const said = (change: Partial<Program>): string[] =>
  faultsOf({ ...right, ...change }).map(({ path, reason }) => `${path.join('.')}: ${reason}`);

test('a right program has no faults', () => assert.deepEqual(said({}), []));

test('the first tier begins at nothing, and each next one higher', () => {
  assert.deepEqual(said({ tiers: [tier('member', 1), tier('gold', 100)] }), [
    'tiers.0.from: the first tier must begin at 0',
  ]);
  assert.deepEqual(said({ tiers: [tier('member', 0), tier('silver', 100), tier('gold', 100)] }), [
    'tiers.2.from: tiers must rise',
  ]);
});

test('the second of two equal names is the one at fault, wherever it stands', () => {
  assert.deepEqual(said({ tiers: [tier('member', 0), tier('gold', 100), tier('gold', 200)] }), [
    'tiers.2.id: "gold" is used twice',
  ]);
  assert.deepEqual(said({ rewards: [reward('bun'), reward('coffee'), reward('bun')] }), [
    'rewards.2.id: "bun" is used twice',
  ]);
  assert.deepEqual(
    said({ rewards: [], stores: [store('main', ['M1'], ['t1']), store('main', ['M1'], ['t1'])] }),
    [
      'stores.1.id: "main" is used twice',
      'stores.1.posters.0.placement: "M1" is used twice',
      'stores.1.tills.0.id: "t1" is used twice',
    ],
  );
});

test('a reward names tiers and stores that are there', () => {
  assert.deepEqual(
    said({ rewards: [reward('bun', { tier: 'platinum', stores: ['main', 'moon'] })] }),
    ['rewards.0.tier: there is no tier "platinum"', 'rewards.0.stores.1: there is no store "moon"'],
  );
});

test('a reward does not end before, or as, it begins', () => {
  for (const until of [5, 4]) {
    assert.deepEqual(said({ rewards: [reward('bun', { from: 5, until })] }), [
      'rewards.0.until: it ends before it begins',
    ]);
  }
});

test('a reward or a rule is for some of the days and hours that it lasts', () => {
  const at = (text: string) => Date.parse(`${text}:00+01:00`);
  const weekend = { from: at('2026-12-05T00:00'), until: at('2026-12-07T00:00') };
  const friday = { ...weekend, early: [{ tier: 'gold', from: at('2026-12-04T00:00') }] };
  const rewards = [
    reward('sunday', { ...weekend, days: ['sunday'] }),
    reward('monday', { ...weekend, days: ['monday', 'friday'] }),
    reward('early', { ...friday, days: ['friday'] }),
    reward('night', { from: at('2026-12-05T09:00'), until: at('2026-12-05T17:00') }),
  ].map((one) => (one.id === 'night' ? { ...one, hours: { from: 1_320, until: 120 } } : one));
  const rule = (id: string, days: readonly Weekday[]): EarningRule => ({
    id,
    name: { en: id },
    kind: 'joining',
    points: 5,
    ...weekend,
    when: { days },
    limits: {},
  });
  const earning = [rule('in-time', ['saturday']), rule('never', ['tuesday'])];
  assert.deepEqual(said({ rewards, earning }), [
    'earning.1.until: it never gives: none of its days and hours is between from and until',
    'rewards.1.until: nobody can have it: none of its days and hours is between from and until',
    'rewards.3.until: nobody can have it: none of its days and hours is between from and until',
  ]);
});

test('what a vendor’s POS can’t express as a discount is no reward in a store that mints', () => {
  const stores = right.stores.map((one) =>
    one.id === 'mall' ? { ...one, way: 'mint' as const, mint: 'shopify' as const } : one,
  );
  const off = { kind: 'amount-off', minor: 500 } as const;
  const free = { kind: 'free-product', product: { en: 'Bun' } } as const;
  const rewards = [
    reward('off', { worth: off }),
    reward('free', { worth: free }),
    reward('perk', { stores: ['main'] }),
    reward('talk', { stores: ['main', 'mall'] }),
  ];
  assert.deepEqual(said({ stores, rewards }), [
    'rewards.1.worth: a free-product can\'t be made as a discount in "mall": list the reward\'s stores without it',
    'rewards.3.worth: a perk can\'t be made as a discount in "mall": list the reward\'s stores without it',
  ]);
});
