import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earningKinds } from '#domain/program/earning-rule.ts';
import { codeBlocks } from '#server/tests/kit/documents/code-blocks.ts';
import { bentProgram, withOpenReward } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

/** The right program with these rules, each a line of YAML's flow style. */
const withRules = (...rules: string[]) =>
  bentProgram('tiers:\n', `earning:\n${rules.map((rule) => `  - ${rule}\n`).join('')}tiers:\n`);

function rulesOf(...rules: string[]) {
  const read = readProgramFile(withRules(...rules));
  assert.ok('program' in read, JSON.stringify(read));
  return read.program.earning ?? [];
}

/** The faults, each as place and reason. */
function faultsOf(...rules: string[]): string[] {
  const read = readProgramFile(withRules(...rules));
  assert.ok('faults' in read, 'taken, though wrong');
  return read.faults.map((fault) => faultLine('f', fault));
}

test('a rule is read into the domain’s values: instants, minutes, hundredths, comparable goods', () => {
  const [period, card, goal] = rulesOf(
    '{ id: double, kind: bonus-period, name: Double, from: 2026-12-05, until: 2026-12-06, times: 2, combines: multiply, when: { tiers: [gold], days: [saturday], hours: { from: 08:00, until: 11:30 }, minimum: 20, products: ["04006381333931", MUG-1], except: { categories: ["Food>Bread"] } }, limits: { per-day: 1, per-member: { count: 3, every: month }, in-all: 100, budget: 5000 } }',
    '{ id: card, kind: stamps, name: { en: Card, ar: بطاقة }, stamps: 10, counts: visits, points: 60, limits: { per-member: { count: 2, every: month } } }',
    '{ id: goal, kind: spend-goal, name: Goal, spend: 60.50, every: month, points: 25 }',
  );
  assert.deepEqual(period, {
    id: 'double',
    name: { en: 'Double' },
    kind: 'bonus-period',
    combines: 'multiply',
    from: Date.parse('2026-12-05T00:00:00+01:00'),
    until: Date.parse('2026-12-07T00:00:00+01:00'),
    when: {
      tiers: ['gold'],
      days: ['saturday'],
      hours: { from: 480, until: 690 },
      goods: { products: ['4006381333931', 'mug-1'] },
      except: { categories: ['food > bread'] },
      minimumMinor: 2_000,
    },
    limits: { perDay: 1, perMember: { count: 3, every: 'month' }, inAll: 100, budget: 5_000 },
    gives: { give: 'times', hundredths: 200 },
    tierRate: false,
  });
  assert.deepEqual(card, {
    id: 'card',
    name: { en: 'Card', ar: 'بطاقة' },
    kind: 'stamps',
    every: 10,
    counts: 'visits',
    points: 60,
    when: {},
    limits: { perMember: { count: 2, every: 'month' } },
  });
  assert.deepEqual(goal, {
    id: 'goal',
    name: { en: 'Goal' },
    kind: 'spend-goal',
    goalMinor: 6_050,
    every: 'month',
    points: 25,
    when: {},
    limits: {},
  });
});

const limits = 'limits: { per-day: 1 }';
const wrong: readonly (readonly [name: string, rules: readonly string[], said: string])[] = [
  [
    'a rule that could give without end',
    ['{ id: bag, kind: act, name: Bag, points: 5 }'],
    'f:11:5: earning[0].limits: could give without end: it needs until, or limits (per-day, per-member, in-all, budget)',
  ],
  [
    'a kind that is none',
    ['{ id: bag, kind: gift, name: Bag }'],
    'f:11:16: earning[0].kind: must be one of purchase, product, bonus-period, first-purchase, act, stamps, spend-goal, referral, joining, birthday, profile-step, newsletter, check-in, survey, review, apology',
  ],
  [
    'a negative gift',
    [`{ id: bag, kind: act, name: Bag, points: -5, ${limits} }`],
    'f:11:38: earning[0].points: must be a whole number from 1 to 100000',
  ],
  [
    'an enormous multiplier',
    [`{ id: more, kind: product, name: More, times: 1000, when: { categories: [a] }, ${limits} }`],
    'f:11:44: earning[0].times: must be a number above 0 up to 20, with at most 2 digits after the point',
  ],
  [
    'a multiplier that takes',
    [`{ id: less, kind: product, name: Less, times: 0.5, when: { categories: [a] }, ${limits} }`],
    'f:11:44: earning[0].times: must be above 1: it adds nothing',
  ],
  [
    'an end before the beginning',
    ['{ id: x, kind: bonus-period, name: X, times: 2, from: 2026-12-06, until: 2026-12-05 }'],
    'f:11:71: earning[0].until: it ends before it begins',
  ],
  [
    'a period without its end',
    ['{ id: x, kind: bonus-period, name: X, times: 2, from: 2026-12-06 }'],
    'f:11:5: earning[0].until: is missing: bonus-period needs it',
  ],
  [
    'a key of another kind',
    [`{ id: x, kind: act, name: X, points: 5, stamps: 3, ${limits} }`],
    'f:11:45: earning[0].stamps: does not go with act',
  ],
  [
    'a joining that asks for a tier',
    [
      '{ id: x, kind: joining, name: X, points: 5, when: { tiers: [gold] }, limits: { budget: 500 } }',
    ],
    'f:11:57: earning[0].when.tiers: does not go with joining',
  ],
  [
    'a profile step without its fact',
    ['{ id: x, kind: profile-step, name: X, points: 5 }'],
    'f:11:5: earning[0].fact: is missing: profile-step needs it',
  ],
  [
    'a birthday in a store',
    ['{ id: x, kind: birthday, name: X, points: 5, when: { stores: [main] } }'],
    'f:11:58: earning[0].when.stores: does not go with birthday',
  ],
  [
    'a kind without what it needs',
    ['{ id: x, kind: spend-goal, name: X, points: 5, every: month }'],
    'f:11:5: earning[0].spend: is missing: spend-goal needs it',
  ],
  [
    'no gift',
    [`{ id: x, kind: act, name: X, ${limits} }`],
    'f:11:5: earning[0]: gives nothing: it needs points',
  ],
  [
    'two gifts',
    [
      `{ id: x, kind: product, name: X, points: 5, times: 2, when: { categories: [a] }, ${limits} }`,
    ],
    'f:11:49: earning[0].times: is a second gift: a rule gives one',
  ],
  [
    'a product bonus for no goods',
    [`{ id: x, kind: product, name: X, points: 5, ${limits} }`],
    'f:11:5: earning[0].when: needs products or categories: which goods is it for?',
  ],
  [
    'a tier and a store that are not there',
    [`{ id: x, kind: act, name: X, points: 5, when: { tiers: [none] }, ${limits} }`],
    'f:11:61: earning[0].when.tiers[0]: there is no tier "none"',
  ],
  [
    'the id of what every purchase earns',
    ['{ id: purchase, kind: purchase, name: X, points-per-unit: 2 }'],
    'f:11:7: earning[0].id: is what points-per-unit is called: choose another',
  ],
  [
    'an id twice',
    [
      `{ id: x, kind: act, name: X, points: 5, ${limits} }`,
      `{ id: x, kind: act, name: Y, points: 5, ${limits} }`,
    ],
    'f:12:7: earning[1].id: "x" is used twice',
  ],
  [
    'a budget that is less than one gift',
    ['{ id: x, kind: act, name: X, points: 50, limits: { budget: 20 } }'],
    'f:11:56: earning[0].limits.budget: is less than the 50 points that it gives once',
  ],
  [
    'periods that overlap beyond the cap',
    [
      '{ id: five, kind: bonus-period, name: X, times: 5, combines: multiply, from: 2026-12-01, until: 2026-12-31 }',
      '{ id: three, kind: bonus-period, name: X, times: 3, combines: multiply, from: 2026-12-24, until: 2026-12-24 }',
    ],
    'f:12:47: earning[1].times: makes 15 times together with "five": at most 10 (multiplied-at-most)',
  ],
];
for (const [name, rules, said] of wrong) {
  test(`${name} is refused with line and reason`, () => {
    assert.deepEqual(faultsOf(...rules), [said]);
  });
}

test('periods that overlap are taken where no sale could meet both, or the cap allows it', () => {
  const at = (id: string, times: number, when: string) =>
    `{ id: ${id}, kind: bonus-period, name: X, times: ${times}, combines: multiply, from: 2026-12-01, until: 2026-12-31, when: ${when} }`;
  assert.equal(
    rulesOf(at('a', 5, '{ tiers: [gold] }'), at('b', 5, '{ tiers: [member] }')).length,
    2,
  );
  assert.equal(rulesOf(at('a', 2, '{ channels: [store] }'), at('b', 5, '{}')).length, 2);
});

test('the documented example of each kind is taken as it stands', () => {
  const [onUs = '', example = ''] = codeBlocks('docs/program.md', 'yaml').filter((one) =>
    one.startsWith('earning:'),
  );
  const given = readProgramFile(withOpenReward(onUs));
  assert.ok('program' in given, JSON.stringify(given));
  assert.deepEqual(
    given.program.earning?.map((rule) => rule.kind === 'stamps' && rule.reward),
    [{ id: 'coffee', days: 30 }],
  );
  const read = readProgramFile(bentProgram('tiers:\n', `${example}tiers:\n`));
  assert.ok('program' in read, JSON.stringify(read));
  const kinds = new Set(read.program.earning?.map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), [...earningKinds].sort());
  assert.equal(read.program.multipliedAtMostHundredths, 600);
});
