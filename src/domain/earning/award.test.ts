import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CountingRule, GoalRule, StampRule } from '#domain/program/earning-rule.ts';
import { awardsToChange, type Counted, progressTo, timesDue } from './award.ts';

const common = { id: 'rule', name: { en: 'Rule' }, when: {}, limits: {} };
const stamps = (counts: StampRule['counts'], every = 3): StampRule => ({
  ...common,
  kind: 'stamps',
  every,
  counts,
  points: 50,
});
const goal: GoalRule = {
  ...common,
  kind: 'spend-goal',
  goalMinor: 6_000,
  every: 'month',
  points: 50,
};
const of = (...counted: number[]): Counted[] =>
  counted.map((one, within) => ({ within, counted: one }));

test('a card is full after so many purchases or pieces, a visit is a day with a purchase', () => {
  assert.equal(timesDue(stamps('purchases'), of(1, 1)), 0);
  assert.equal(timesDue(stamps('purchases'), of(4, 2)), 2);
  assert.equal(timesDue(stamps('pieces'), of(7)), 2);
  assert.equal(timesDue(stamps('visits'), of(4, 2)), 0);
  assert.equal(timesDue(stamps('visits'), of(4, 2, 0, 1)), 1);
});

test('a goal is reached once, at its very amount', () => {
  assert.equal(timesDue(goal, of(5_999)), 0);
  assert.equal(timesDue(goal, of(6_000)), 1);
  assert.equal(timesDue(goal, of(60_000)), 1);
});

test('a rule that was changed gives and takes nothing for what was before', () => {
  // From 10 stamps to 20: a card that was given stays given.
  assert.equal(awardsToChange({ before: 0, after: 0, given: 1, room: 9 }), 0);
  // From 10 to 5: nothing is given that this purchase did not make due.
  assert.equal(awardsToChange({ before: 3, after: 3, given: 1, room: 9 }), 0);
  assert.equal(awardsToChange({ before: 3, after: 4, given: 1, room: 9 }), 1);
});

test('a limit gives fewer, and nothing is taken that was not given', () => {
  assert.equal(awardsToChange({ before: 0, after: 2, given: 0, room: 1 }), 1);
  assert.equal(awardsToChange({ before: 2, after: 1, given: 1, room: 9 }), 0);
  assert.equal(awardsToChange({ before: 2, after: 0, given: 1, room: 0 }), -1);
});

test('sales and returns in whatever order end with as many awards as are due', () => {
  const rules: CountingRule[] = [stamps('purchases'), stamps('visits', 2), goal];
  const step = fc.record({ within: fc.nat(4), change: fc.integer({ min: -4_000, max: 4_000 }) });
  fc.assert(
    fc.property(fc.constantFrom(...rules), fc.array(step, { maxLength: 40 }), (rule, steps) => {
      const counted = new Map<number, number>();
      const due = () =>
        timesDue(
          rule,
          [...counted].map(([within, one]) => ({ within, counted: one })),
        );
      let given = 0;
      for (const { within, change } of steps) {
        const before = due();
        counted.set(within, Math.max(0, (counted.get(within) ?? 0) + change));
        given += awardsToChange({ before, after: due(), given, room: Number.POSITIVE_INFINITY });
        assert.equal(given, due());
      }
    }),
    { numRuns: 300, seed: 20_261_127 },
  );
});

test('progress is what is counted since the last award, and never more than the next one takes', () => {
  assert.deepEqual(progressTo(stamps('pieces'), of(7), 2), { have: 1, of: 3 });
  assert.deepEqual(progressTo(stamps('visits'), of(4, 2, 0), 0), { have: 2, of: 3 });
  assert.deepEqual(
    progressTo(stamps('pieces'), of(9), 0),
    { have: 3, of: 3 },
    'a limit was reached',
  );
  assert.deepEqual(progressTo(stamps('pieces'), of(2), 1), { have: 0, of: 3 }, 'goods came back');
  assert.deepEqual(progressTo(goal, of(9_000), 1), { have: 6_000, of: 6_000 });
});
