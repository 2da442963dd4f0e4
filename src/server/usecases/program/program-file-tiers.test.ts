import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeBlocks } from '#server/tests/kit/documents/code-blocks.ts';
import { rightProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

type Read = Extract<ReturnType<typeof readProgramFile>, { program: object }>;

/** The right program with a rule, and with the second tier's limits. */
function withRule(rule: string, from: string, keep?: string): string {
  const kept = keep === undefined ? '' : `\n    keep: ${keep}`;
  return rightProgram
    .replace('tiers:\n', () => `tier-rule: { ${rule} }\ntiers:\n`)
    .replace('    from: 499.99', () => `    from: ${from}${kept}`);
}

function said(text: string): string[] {
  const read = readProgramFile(text);
  return 'faults' in read ? read.faults.map((fault) => faultLine('f', fault)) : [];
}

const year = 'by: spend, period: calendar-year';

/** What is in the file, and the one fault that it causes. */
const wrong: readonly (readonly [name: string, file: string, said: string])[] = [
  [
    'more to keep a tier than to reach it',
    withRule(year, '500', '500.01'),
    'f:21:5: tiers[1].keep: must not be more than `from`: who has just reached it would not keep it',
  ],
  [
    'a lower threshold without a rule that it belongs to',
    rightProgram.replace('    from: 499.99', '    from: 499.99\n    keep: 400'),
    'f:20:5: tiers[1].keep: goes with `tier-rule` only',
  ],
  [
    'a first tier that could be lost',
    withRule(year, '500').replace('    from: 0', '    from: 0\n    keep: 0'),
    'f:15:5: tiers[0].keep: nobody loses the first tier: leave it out',
  ],
  [
    'a tier for life that must be kept',
    withRule('by: spend, period: lifetime', '500', '400'),
    'f:21:5: tiers[1].keep: a tier for life is never lost: leave it out',
  ],
  [
    'a year that has another length',
    withRule(`${year}, months: 6`, '500'),
    'f:10:48: tier-rule.months: goes with the period "rolling" only: calendar-year has its own length',
  ],
  [
    'no months at all',
    withRule('by: spend, period: rolling, months: 0', '500'),
    'f:10:42: tier-rule.months: must be a whole number from 1 to 36',
  ],
  [
    'a step down at the end of what never ends',
    withRule('by: spend, period: rolling, downgrade: one-step', '500'),
    'f:10:42: tier-rule.downgrade: goes with a period that ends: calendar-year or anniversary, not rolling',
  ],
  [
    'returns that keep what a rolling window has lost',
    withRule('by: spend, period: rolling, returns: keep', '500'),
    'f:10:42: tier-rule.returns: goes with a period: in a rolling window a return always lowers what counts',
  ],
  [
    'a half point',
    withRule('by: points, period: calendar-year', '499.5'),
    'f:20:5: tiers[1].from: must be a whole number of points',
  ],
  [
    'more visits than a year has days',
    withRule('by: visits, period: anniversary', '367'),
    'f:20:5: tiers[1].from: nobody can reach it: a visit is a day, and there are at most 366',
  ],
  [
    'a period that nobody knows',
    withRule('by: spend, period: moon', '500'),
    'f:10:25: tier-rule.period: must be one of rolling, calendar-year, anniversary, lifetime',
  ],
  [
    'a tier by invitation that something reaches',
    withRule(year, '500').replace('    from: 500', '    from: 500\n    by-invitation: true'),
    'f:20:5: tiers[1].from: does not go with by-invitation: nothing that is bought reaches it',
  ],
  [
    'a tier by invitation without a rule',
    rightProgram.replace('    from: 499.99', '    by-invitation: true'),
    'f:19:5: tiers[1].by-invitation: goes with `tier-rule` only',
  ],
  [
    'a tier that nothing reaches',
    rightProgram.replace('    from: 499.99\n', ''),
    'f:17:5: tiers[1].from: is missing',
  ],
  ['a rule without a period', withRule('by: spend', '500'), 'f:10:1: tier-rule.period: is missing'],
];

for (const [name, file, fault] of wrong) {
  test(`${name} is refused at its line`, () => assert.deepEqual(said(file), [fault]));
}

test('a higher tier must not be easier to keep than the one below', () => {
  const third =
    '  - { id: top, name: Top, from: 900, keep: 399.99, rate: 2, color: "#000000", perks: [] }\n';
  const file = withRule(year, '500', '400').replace('rewards:\n', `${third}rewards:\n`);
  assert.deepEqual(said(file), [
    'f:25:38: tiers[2].keep: a higher tier must not be easier to keep than the one below',
  ]);
});

test('a rule is read with its units: amounts to the cent, points and visits as they are', () => {
  const read = (file: string) => {
    const { program } = readProgramFile(file) as Read;
    const { fromMinor, keepMinor } = program.tiers[1] ?? {};
    return [program.tierRule, fromMinor, keepMinor];
  };
  assert.deepEqual(read(withRule(`${year}, downgrade: one-step, returns: keep`, '500', '399.99')), [
    { by: 'spend', period: 'calendar-year', downgrade: 'one-step', returns: 'keep' },
    ...[50_000, 39_999],
  ]);
  assert.deepEqual(read(withRule('by: points, period: rolling, months: 6', '500', '400')), [
    { by: 'points', period: 'rolling', months: 6 },
    ...[500, 400],
  ]);
});

test('the rules that docs/program.md shows can be loaded', () => {
  const examples = codeBlocks('docs/program.md', 'yaml').filter((one) =>
    one.startsWith('tier-rule:'),
  );
  assert.equal(examples.length, 4);
  for (const example of examples) {
    const file = rightProgram.replace(/tiers:[\s\S]*?(?=rewards:)/, () => example);
    assert.deepEqual(said(file), []);
  }
});
