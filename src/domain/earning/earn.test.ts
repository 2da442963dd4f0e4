import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EarningRule, SaleRule } from '#domain/program/earning-rule.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import { noon, nothing, programOf, rule, saleOf, tier } from '#server/tests/kit/model/one-sale.ts';
import { type Before, earnedBySale } from './earn.ts';
import type { Sale } from './fitting.ts';

const times = (hundredths: number, more: Partial<SaleRule> = {}) =>
  rule(`times-${hundredths}`, { gives: { give: 'times', hundredths }, ...more });

const of = (minor: number) => ({ total: { minor, currency: 'EUR' } });
const line = (id: string, minor: number, more: Partial<SoldLine> = {}): SoldLine => ({
  id,
  minor,
  ...more,
});
/** The points of each rule, in its order. */
const pointsOf = (rules: EarningRule[], sale: Sale, rate = 100, before = nothing) =>
  earnedBySale(programOf(...rules), tier(rate), before, sale).lines.map(({ points }) => points);

test('double points double what the purchase earns, at the tier’s rate, and each rule says its own part', () => {
  assert.deepEqual(pointsOf([times(200)], saleOf(of(1_000)), 125), [12, 13]);
  assert.deepEqual(pointsOf([times(150)], saleOf(of(1_000))), [10, 5]);
});

test('two multipliers add, or multiply, and never pass the program’s cap', () => {
  const two = (combines: SaleRule['combines']) => [
    times(200, { combines }),
    times(300, { combines }),
  ];
  assert.deepEqual(pointsOf(two('add'), saleOf(of(1_000))), [10, 10, 20]);
  assert.deepEqual(pointsOf(two('multiply'), saleOf(of(1_000))), [10, 10, 40]);
  const capped = { ...programOf(...two('multiply')), multipliedAtMostHundredths: 250 };
  assert.equal(earnedBySale(capped, tier(100), nothing, saleOf(of(1_000))).points, 25);
});

test('goods are found by GTIN in any length, article number, category, and a path’s wider category', () => {
  const lines = [
    line('a', 500, { gtin: '04006381333931', categories: ['Food > Bread'] }),
    line('b', 300, { sku: 'MUG-1', categories: ['Food > Cake'] }),
  ];
  const sold = saleOf({ lines });
  const double = (goods: object) => pointsOf([times(200, { when: { goods } })], sold);
  assert.deepEqual(double({ products: ['4006381333931'] }), [8, 5]);
  assert.deepEqual(double({ products: ['mug-1'] }), [8, 3]);
  assert.deepEqual(double({ categories: ['food > bread'] }), [8, 5]);
  assert.deepEqual(double({ categories: ['food'] }), [8, 8]);
  assert.deepEqual(double({ categories: ['bread'] }), [8]);
  const except = { except: { categories: ['food > cake'] } };
  assert.deepEqual(pointsOf([times(200, { when: except })], sold), [8, 5]);
  const amountOnly = saleOf(of(800));
  assert.deepEqual(pointsOf([times(200, { when: except })], amountOnly), [8, 8]);
  assert.deepEqual(
    pointsOf([times(200, { when: { goods: { categories: ['food'] } } })], amountOnly),
    [8],
    'who tells no lines sells none of the goods that a rule wants',
  );
});

test('points for each piece count pieces, and a weighed line is one', () => {
  const lines = [
    line('a', 500, { categories: ['food'], quantity: 3 }),
    line('b', 300, { categories: ['food'], quantity: 0.4, unit: 'kg' }),
    line('c', 200),
  ];
  const each = rule('each', {
    gives: { give: 'each', points: 5 },
    when: { goods: { categories: ['food'] } },
  });
  assert.deepEqual(pointsOf([each], saleOf({ lines })), [10, 20]);
});

test('a rule asks for tier, store, channel, day, hour and a minimum that was really paid', () => {
  const fits = (when: SaleRule['when'], sale = saleOf(of(1_000))) =>
    pointsOf([rule('bonus', { when })], sale).length === 2;
  assert.ok(fits({ tiers: ['tier'] }) && !fits({ tiers: ['gold'] }));
  assert.ok(fits({ stores: ['main'] }) && !fits({ stores: ['harbour'] }));
  assert.ok(fits({ channels: ['store'] }) && !fits({ channels: ['online'] }));
  assert.ok(fits({ days: ['friday'] }) && !fits({ days: ['saturday', 'sunday'] }));
  assert.ok(
    fits({ hours: { from: 720, until: 721 } }) && !fits({ hours: { from: 0, until: 720 } }),
  );
  assert.ok(fits({ hours: { from: 1_320, until: 721 } }), 'hours past midnight');
  assert.ok(fits({ minimumMinor: 1_000 }) && !fits({ minimumMinor: 1_001 }));
  const gift = [
    { kind: 'gift', minor: 1 },
    { kind: 'card', minor: 999 },
  ];
  assert.ok(!fits({ minimumMinor: 1_000 }, saleOf({ ...of(1_000), tenders: gift })));
});

test('a period begins with its first instant and is over at its end', () => {
  const during = (soldAt: number) =>
    pointsOf(
      [rule('bonus', { kind: 'bonus-period', from: noon, until: noon + 10 })],
      saleOf(of(1_000), { soldAt }),
    ).length;
  assert.deepEqual([noon - 1, noon, noon + 9, noon + 10].map(during), [1, 2, 2, 1]);
});

test('the first purchase is one before which nothing was bought, and an act one that the till reports', () => {
  const first = rule('first', { kind: 'first-purchase' });
  assert.deepEqual(pointsOf([first], saleOf(of(1_000))), [10, 50]);
  assert.deepEqual(pointsOf([first], saleOf(of(1_000)), 100, { ...nothing, bought: true }), [10]);
  const bag = rule('own-bag', { kind: 'act' });
  assert.deepEqual(pointsOf([bag], saleOf(of(1_000))), [10]);
  assert.deepEqual(pointsOf([bag], saleOf({ ...of(1_000), acts: ['own-bag'] })), [10, 50]);
});

test('limits stop a rule: by day, by member and period, in all; and the last one gets what is left of a budget', () => {
  const limited = (limits: SaleRule['limits'], before: Partial<Before>) =>
    pointsOf([rule('bonus', { limits })], saleOf(of(1_000)), 100, { ...nothing, ...before })[1] ??
    0;
  const had = (...at: number[]) => ({ toMember: new Map([['bonus', at]]) });
  const day = 24 * 60 * 60_000;
  assert.equal(limited({ perDay: 1 }, had(noon - day)), 50);
  assert.equal(limited({ perDay: 1 }, had(noon - 1)), 0);
  assert.equal(limited({ perDay: 1 }, had(noon + 1)), 0, 'a later sale of the day had it');
  assert.equal(
    limited({ perMember: { count: 2, every: 'month' } }, had(noon - day, noon - 2 * day)),
    0,
  );
  assert.equal(
    limited({ perMember: { count: 2, every: 'month' } }, had(noon - day, noon - 40 * day)),
    50,
  );
  const all = (times: number, points: number) => ({
    inAll: new Map([['bonus', { times, points }]]),
  });
  assert.equal(limited({ inAll: 3 }, all(2, 100)), 50);
  assert.equal(limited({ inAll: 3 }, all(3, 150)), 0);
  assert.equal(limited({ budget: 120 }, all(2, 100)), 20);
  assert.equal(limited({ budget: 120 }, all(2, 120)), 0);
});

test('what is free, or paid with tenders that earn nothing, meets no rule', () => {
  const bonus = rule('bonus');
  assert.deepEqual(pointsOf([bonus], saleOf(of(0))), []);
  const tenders = [{ kind: 'gift', minor: 1_000 }];
  assert.deepEqual(pointsOf([bonus], saleOf({ ...of(1_000), tenders })), []);
});
