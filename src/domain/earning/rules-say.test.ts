import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EarningRule, SaleRule } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import { type Before, earnedBySale, rulesSay } from './earn.ts';
import type { EarningProgram, Sale } from './fitting.ts';

const name = { en: 'A rule', ar: 'قاعدة' };
const tier: Tier = {
  id: 'member',
  name,
  fromMinor: 0,
  rateHundredths: 100,
  color: '#b08d6a',
  perks: [],
};
/** A Wednesday, ten in the morning in London. */
const soldAt = Date.UTC(2026, 3, 15, 9);

const gives = (rule: Partial<SaleRule> & Pick<SaleRule, 'id'>): SaleRule => ({
  name,
  kind: 'product',
  gives: { give: 'points', points: 10 },
  when: {},
  limits: {},
  tierRate: false,
  combines: 'add',
  ...rule,
});

const stamps: EarningRule = {
  id: 'stamps',
  name,
  kind: 'stamps',
  every: 5,
  counts: 'purchases',
  points: 20,
  when: {},
  limits: {},
};

const earning: readonly EarningRule[] = [
  gives({ id: 'yes' }),
  gives({ id: 'over', until: soldAt }),
  gives({ id: 'act', kind: 'act' }),
  gives({ id: 'gold', when: { tiers: ['gold'] } }),
  gives({ id: 'harbour', when: { stores: ['harbour'] } }),
  gives({ id: 'online', when: { channels: ['online'] } }),
  gives({ id: 'sunday', when: { days: ['sunday'] } }),
  gives({ id: 'beans', when: { goods: { categories: ['beans'] } } }),
  gives({ id: 'fifty', when: { minimumMinor: 5_000 } }),
  gives({ id: 'first', kind: 'first-purchase' }),
  gives({ id: 'once', limits: { perMember: { count: 1, every: 'ever' } } }),
  gives({ id: 'gone', limits: { budget: 100 } }),
  gives({ id: 'crumbs', gives: { give: 'per-unit', tenThousandths: 1 } }),
  stamps,
];
const program: EarningProgram = {
  currency: 'GBP',
  timeZone: 'Europe/London',
  pointsPerUnit: 1,
  earning,
};
const before: Before = {
  bought: true,
  toMember: new Map([['once', [soldAt - 1]]]),
  inAll: new Map([['gone', { times: 9, points: 100 }]]),
};
const sale: Sale = {
  soldAt,
  storeId: 'main',
  basket: {
    total: { minor: 4_000, currency: 'GBP' },
    taxesMinor: 0,
    tenders: [],
    redemptions: [],
    lines: [{ id: '1', minor: 4_000, categories: ['tea'] }],
  },
};

test('every rule says what it makes of a sale, or why it makes nothing', () => {
  const { points, rules } = rulesSay(program, tier, before, sale);
  assert.equal(points, earnedBySale(program, tier, before, sale).points);
  assert.deepEqual(
    rules.map(({ rule, points: given, counted, why }) => [rule.id, why ?? given + counted]),
    [
      ['purchase', 40],
      ['yes', 10],
      ['over', 'not-on'],
      ['act', 'not-confirmed'],
      ['gold', 'tier'],
      ['harbour', 'store'],
      ['online', 'channel'],
      ['sunday', 'time'],
      ['beans', 'goods'],
      ['fifty', 'minimum'],
      ['first', 'bought-before'],
      ['once', 'used-up'],
      ['gone', 'used-up-for-all'],
      ['crumbs', 'too-little'],
      ['stamps', 1],
    ],
  );
});

test('what was paid with what earns nothing is said of each rule', () => {
  const tenders = [{ kind: 'gift-card', minor: 4_000 }];
  const paid = { ...sale, basket: { ...sale.basket, tenders } };
  const { points, rules } = rulesSay(
    { ...program, excludedTenders: ['gift-card'] },
    tier,
    before,
    paid,
  );
  assert.equal(points, 0);
  assert.ok(rules.every(({ why }) => why === 'nothing-counts'));
});
