import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SurveyRule } from '#domain/program/earning-rule.ts';
import { answerNamed, mayAnswer, reviewRules, surveyRules } from './survey.ts';

const dayMs = 24 * 60 * 60_000;
const noon = Date.parse('2026-11-27T12:00:00Z');
const survey = (more: Partial<SurveyRule> = {}): SurveyRule => ({
  id: 'taste',
  kind: 'survey',
  name: { en: 'Your opinion' },
  points: 5,
  version: 1,
  question: { en: 'How was it?' },
  when: {},
  limits: {},
  answers: [
    { id: 'good', text: { en: 'Good' } },
    { id: 'bad', text: { en: 'Bad' } },
  ],
  ...more,
});

/** Answers that arrive one after the other, each kept if it may be. @returns those that were kept */
function kept(rule: SurveyRule, arrivals: readonly { at: number; version: number }[]) {
  const had: { at: number; version: number }[] = [];
  for (const one of arrivals) {
    if (mayAnswer({ ...rule, version: one.version }, had, one.at)) had.push(one);
  }
  return had;
}

const arrivals = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 400 }).map((hours) => noon + hours * 6 * 60 * 60_000),
      version: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 25 },
  )
  .map((all) => all.toSorted((a, b) => a.at - b.at));

test('without days each version of the question is answered once, in whatever order versions and retries come', () => {
  fc.assert(
    fc.property(arrivals, fc.infiniteStream(fc.nat()), (all, random) => {
      const twice = [...all, ...all];
      const order = twice.toSorted(() => ((random.next().value ?? 0) % 2 === 0 ? -1 : 1));
      const had = kept(survey(), order);
      const versions = had.map(({ version }) => version);
      assert.deepEqual(
        versions.toSorted(),
        [...new Set(all.map(({ version }) => version))].toSorted(),
      );
      const named = had.map((one, index) =>
        answerNamed(survey({ version: one.version }), index + 1),
      );
      assert.equal(new Set(named).size, named.length);
    }),
  );
});

test('with days no two answers of a member are nearer than those, whatever their versions and order, and each has its name', () => {
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 1, max: 40 }), fc.boolean(), (all, everyDays, back) => {
      const rule = survey({ everyDays });
      const had = kept(rule, back ? all.toReversed() : all);
      const times = had.map(({ at }) => at).toSorted((a, b) => a - b);
      for (const [index, at] of times.slice(1).entries()) {
        assert.ok(at - (times[index] ?? 0) >= everyDays * dayMs);
      }
      assert.equal(had.length > 0, all.length > 0);
      const named = had.map((_, index) => answerNamed(rule, index + 1));
      assert.equal(new Set(named).size, named.length);
    }),
  );
});

test('the day is over to the millisecond', () => {
  const rule = survey({ everyDays: 30 });
  const had = [{ version: 1, at: noon }];
  assert.equal(mayAnswer(rule, had, noon + 30 * dayMs - 1), false);
  assert.equal(mayAnswer(rule, had, noon + 30 * dayMs), true);
});

test('surveys are asked in the order of the file, and rules for reviews give in the order of their ids', () => {
  const review = (id: string) =>
    ({ id, kind: 'review', name: { en: id }, points: 9, when: {}, limits: {} }) as const;
  const earning = [survey({ id: 'z' }), review('y'), survey({ id: 'a' }), review('b')];
  assert.deepEqual(
    surveyRules({ earning }).map(({ id }) => id),
    ['z', 'a'],
  );
  assert.deepEqual(
    reviewRules({ earning }).map(({ id }) => id),
    ['b', 'y'],
  );
});
