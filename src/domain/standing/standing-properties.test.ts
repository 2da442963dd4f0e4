import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { qualifyingSince } from '#domain/points/qualifying.ts';
import { tierStanding } from '#domain/program/tier.ts';
import type { TierRule } from '#domain/program/tier-rule.ts';
import {
  at,
  day,
  kept,
  ladder,
  member,
  sold,
  terms,
} from '#server/tests/kit/model/tier-history.ts';
import { keepingOf, standingAt, standingBefore } from './standing.ts';

test('a rule says what the program always did: the spend of twelve months, in whatever order it is told', () => {
  const sale = fc
    .record({ days: fc.integer({ min: 0, max: 900 }), minor: fc.integer({ min: 0, max: 70_000 }) })
    .map(({ days, minor }) => sold(at('2024-03-11T10:00:00Z') + days * day, minor));
  const when = fc
    .integer({ min: 0, max: 1_000 })
    .map((days) => at('2024-03-12T10:00:00Z') + days * day);
  fc.assert(
    fc.property(fc.array(sale, { maxLength: 12 }), when, (sales, then) => {
      const now = sales.filter(({ soldAt }) => soldAt <= then);
      const sum = now
        .filter(({ soldAt }) => soldAt > qualifyingSince(then))
        .reduce((all, { counted }) => all + counted, 0);
      const usual = tierStanding({ tiers: ladder } as never, sum);
      for (const rule of [terms(null), terms({ by: 'spend', period: 'rolling' })]) {
        const standing = standingAt(member(now, rule), then);
        assert.deepEqual([standing.tier.id, standing.counted], [usual.tier.id, sum]);
      }
    }),
  );
});

test('whatever the rule, it makes no difference in which order sales are told', () => {
  const one = fc.record({
    days: fc.integer({ min: 0, max: 1_100 }),
    minor: fc.integer({ min: 0, max: 70_000 }),
    backAfter: fc.option(fc.integer({ min: 0, max: 60 })),
  });
  const rules = fc.record({
    by: fc.constantFrom('spend', 'points', 'visits'),
    period: fc.constantFrom('rolling', 'calendar-year', 'anniversary', 'lifetime'),
    downgrade: fc.constantFrom('to-earned', 'one-step'),
  });
  const start = at('2024-03-11T10:00:00Z');
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), rules, (list, rule) => {
      const sales = list.map(({ days, minor, backAfter }) => {
        const soldAt = start + days * day;
        const returns =
          backAfter === null
            ? []
            : [{ at: soldAt + backAfter * day, what: 'whole' as const, minor, lines: [] }];
        return sold(soldAt, minor, { returns });
      });
      const end = start + 1_200 * day;
      const told = standingAt(member(sales, terms(rule as TierRule, kept)), end);
      const mixed = standingAt(member(sales.toReversed(), terms(rule as TierRule, kept)), end);
      assert.deepEqual(mixed, told);
      const again = sales.map((sale) =>
        standingBefore(member(sales, terms(rule as TierRule, kept)), sale),
      );
      const anew = sales.map((sale) =>
        standingBefore(member(sales.toReversed(), terms(rule as TierRule, kept)), sale),
      );
      assert.deepEqual(anew, again);
    }),
  );
});

test('what a rule says of the future comes true if nothing more is bought', () => {
  const one = fc.record({
    days: fc.integer({ min: 0, max: 700 }),
    minor: fc.integer({ min: 0, max: 130_000 }),
  });
  const rules = fc.record({
    by: fc.constant('spend'),
    period: fc.constantFrom('rolling', 'calendar-year', 'anniversary'),
    downgrade: fc.constantFrom('to-earned', 'one-step'),
  });
  const start = at('2024-03-11T10:00:00Z');
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), rules, (list, rule) => {
      const sales = list.map(({ days, minor }) => sold(start + days * day, minor));
      const history = member(sales, terms(rule as TierRule, kept));
      const now = standingAt(history, start + 701 * day);
      for (const { at: then, to } of now.changes) {
        assert.equal(standingAt(history, then).tier.id, to.id);
        assert.notEqual(standingAt(history, then - 1).tier.id, to.id);
      }
      const keeping = keepingOf(now);
      if (!keeping || keeping.missing === 0) return;
      const more = (minor: number) => ({
        ...history,
        sales: [...sales, sold(keeping.until - 1, minor)],
      });
      assert.equal(standingAt(more(keeping.missing), keeping.until).tier.id, now.tier.id);
      assert.notEqual(standingAt(more(keeping.missing - 1), keeping.until).tier.id, now.tier.id);
    }),
  );
});
