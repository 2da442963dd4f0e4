import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { nothing, programOf, rule, saleOf, tier } from '#server/tests/kit/model/one-sale.ts';
import { earnedBySale } from './earn.ts';
import type { Sale } from './fitting.ts';

const anyRule: fc.Arbitrary<EarningRule> = fc
  .record({
    give: fc.oneof(
      fc.record({ give: fc.constant('points' as const), points: fc.integer({ min: 1, max: 500 }) }),
      fc.record({ give: fc.constant('each' as const), points: fc.integer({ min: 1, max: 20 }) }),
      fc.record({
        give: fc.constant('per-unit' as const),
        tenThousandths: fc.integer({ min: 1, max: 50_000 }),
      }),
      fc.record({
        give: fc.constant('times' as const),
        hundredths: fc.integer({ min: 101, max: 500 }),
      }),
    ),
    combines: fc.constantFrom('add' as const, 'multiply' as const),
    tierRate: fc.boolean(),
    goods: fc.option(fc.constantFrom('food', 'drink'), { nil: undefined }),
  })
  .map(({ give, combines, tierRate, goods }) =>
    rule('any', {
      combines,
      tierRate,
      gives: give,
      when: goods ? { goods: { categories: [goods] } } : {},
    }),
  );
const anyRules = fc
  .array(anyRule, { maxLength: 8 })
  .map((rules) => rules.map((one, index) => ({ ...one, id: `rule-${index}` })));
const anySale = fc
  .array(
    fc.record({
      minor: fc.nat(50_000),
      categories: fc.subarray(['food', 'drink']),
      quantity: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((lines) => saleOf({ lines: lines.map((one, index) => ({ id: `${index}`, ...one })) }));

test('whatever rules apply, their points are the total, none is negative, and one rule more never takes', () => {
  fc.assert(
    fc.property(anyRules, anySale, fc.integer({ min: 1, max: 300 }), (rules, sale, rate) => {
      const whole = earnedBySale(programOf(...rules), tier(rate), nothing, sale);
      assert.equal(
        whole.lines.reduce((sum, { points }) => sum + points, 0),
        whole.points,
      );
      assert.ok(whole.lines.every(({ points }) => points >= 0));
      const fewer = earnedBySale(programOf(...rules.slice(0, -1)), tier(rate), nothing, sale);
      assert.ok(fewer.points <= whole.points);
      assert.deepEqual(whole.lines.slice(0, fewer.lines.length), fewer.lines);
    }),
    { numRuns: 300, seed: 20_261_127 },
  );
});

test('the order of lines on a receipt makes no difference', () => {
  fc.assert(
    fc.property(anyRules, anySale, (rules, sale) => {
      const turned = saleOf({ ...sale.basket, lines: sale.basket.lines.toReversed() });
      const points = (one: Sale) =>
        earnedBySale(programOf(...rules), tier(125), nothing, one).points;
      assert.equal(points(sale), points(turned));
    }),
    { numRuns: 100, seed: 20_261_127 },
  );
});
