import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bentProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

/** The right program with this rule, a line of YAML's flow style. */
const read = (rule: string) =>
  readProgramFile(bentProgram('tiers:\n', `earning:\n  - ${rule}\ntiers:\n`));

test('a survey is read with its question, its answers and what it asks again', () => {
  const given = read(
    '{ id: ask, kind: survey, name: Ask, points: 5, question: { en: How?, ar: كيف؟ }, answers: [{ id: a, text: Good }, { id: b, text: { en: Bad, ar: سيئ } }], version: 3, every-days: 30, limits: { budget: 100 } }',
  );
  assert.ok('program' in given, JSON.stringify(given));
  assert.deepEqual(given.program.earning, [
    {
      id: 'ask',
      kind: 'survey',
      name: { en: 'Ask' },
      points: 5,
      version: 3,
      everyDays: 30,
      question: { en: 'How?', ar: 'كيف؟' },
      answers: [
        { id: 'a', text: { en: 'Good' } },
        { id: 'b', text: { en: 'Bad', ar: 'سيئ' } },
      ],
      when: {},
      limits: { budget: 100 },
    },
  ]);
});

const limits = 'limits: { per-day: 1 }';

const wrong: readonly (readonly [name: string, rules: readonly [string], said: string])[] = [
  [
    'a survey without a question',
    [
      '{ id: ask, kind: survey, name: Ask, points: 5, answers: [{ id: a, text: A }, { id: b, text: B }] }',
    ],
    'f:11:5: earning[0].question: is missing: survey needs it',
  ],
  [
    'a survey with one answer',
    ['{ id: ask, kind: survey, name: Ask, points: 5, question: Q, answers: [{ id: a, text: A }] }'],
    'f:11:65: earning[0].answers: needs at least 2',
  ],
  [
    'an answer that is there twice',
    [
      '{ id: ask, kind: survey, name: Ask, points: 5, question: Q, answers: [{ id: a, text: A }, { id: a, text: B }] }',
    ],
    'f:11:97: earning[0].answers[1].id: "a" is used twice',
  ],
  [
    'a survey that asks again and never ends',
    [
      '{ id: ask, kind: survey, name: Ask, points: 5, question: Q, every-days: 9, answers: [{ id: a, text: A }, { id: b, text: B }] }',
    ],
    'f:11:5: earning[0].limits: could give without end: it needs until, or limits (per-day, per-member, in-all, budget)',
  ],
  [
    'reviews without an end',
    ['{ id: review, kind: review, name: Review, points: 5 }'],
    'f:11:5: earning[0].limits: could give without end: it needs until, or limits (per-day, per-member, in-all, budget)',
  ],
  [
    'a review for some stores',
    [`{ id: review, kind: review, name: Review, points: 5, when: { stores: [main] }, ${limits} }`],
    'f:11:66: earning[0].when.stores: does not go with review',
  ],
];
for (const [name, [rule], said] of wrong) {
  test(`${name} is refused with line and reason`, () => {
    const given = read(rule);
    assert.ok('faults' in given, 'taken, though wrong');
    assert.deepEqual(
      given.faults.map((fault) => faultLine('f', fault)),
      [said],
    );
  });
}
