import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeBlocks } from '#server/tests/kit/documents/code-blocks.ts';
import { bentProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

/** The right program, its reward with another line. */
const withLine = (line: string) => bentProgram('    stock: 7\n', `    ${line}\n`);

function rewardWith(line: string) {
  const read = readProgramFile(withLine(line));
  assert.ok('program' in read, JSON.stringify(read));
  return read.program.rewards[0] ?? assert.fail();
}

function faultsOf(text: string): string[] {
  const read = readProgramFile(text);
  assert.ok('faults' in read, 'taken, though wrong');
  return read.faults.map((fault) => faultLine('f', fault));
}

test('days, hours and a minimum of a reward are read', () => {
  const reward = rewardWith('days: [monday, friday]\n    hours: { from: 14:00, until: 16:30 }');
  assert.deepEqual(reward.days, ['monday', 'friday']);
  assert.deepEqual(reward.hours, { from: 840, until: 990 });
  assert.equal(rewardWith('minimum: 20.50').minimumMinor, 2_050);
});

test('early access is read as instants of the program’s calendar', () => {
  assert.deepEqual(rewardWith('early: [{ tier: gold, from: 2026-11-24 }]').early, [
    { tier: 'gold', from: Date.parse('2026-11-24T00:00:00+01:00') },
  ]);
});

test('free shipping asks for nothing of its own, and an experience for its place and booking', () => {
  const worth = (text: string) => {
    const read = readProgramFile(bentProgram('{ kind: amount-off, amount: 5.00 }', text));
    return 'program' in read ? read.program.rewards[0]?.worth : read.faults[0]?.reason;
  };
  assert.deepEqual(worth('{ kind: free-shipping }'), { kind: 'free-shipping' });
  assert.equal(worth('{ kind: free-shipping, amount: 5.00 }'), 'does not go with free-shipping');
  assert.deepEqual(worth('{ kind: experience, place: Upstairs, booking: Ask at the till. }'), {
    kind: 'experience',
    place: { en: 'Upstairs' },
    booking: { en: 'Ask at the till.' },
  });
  assert.equal(worth('{ kind: experience, place: Upstairs }'), 'is missing: experience needs it');
});

const wrong: readonly (readonly [name: string, line: string, said: RegExp])[] = [
  ['an hour that does not exist', 'hours: { from: 24:30, until: 16:00 }', /hours\.from: must be/],
  ['a day that does not exist', 'days: [caturday]', /days\[0\]: must be one of monday/],
  ['more cents than the currency has', 'minimum: 1.005', /minimum: EUR has 2 digits/],
  [
    'early access that is not early',
    'early: [{ tier: gold, from: 2026-12-01 }]',
    /early\[0\]\.from: is not before the from of the reward/,
  ],
  [
    'early access of a tier that there is not',
    'early: [{ tier: silver, from: 2026-11-01 }]',
    /early\[0\]\.tier: there is no tier "silver"/,
  ],
  [
    'early access for who may not have it at all',
    'tier: gold\n    early: [{ tier: member, from: 2026-11-01 }]',
    /early\[0\]\.tier: the reward is for "gold" and above/,
  ],
];
const ranges: typeof wrong = [
  [
    'a range that ends where it begins',
    'range: { to: 100, step: 10, adds: 1 }',
    /range\.to: must be above/,
  ],
  [
    'a range that no whole step reaches the end of',
    'range: { to: 165, step: 10, adds: 1 }',
    /range\.to: can't be reached from 100 in whole steps of 10/,
  ],
  [
    'a range of steps without worth',
    'range: { to: 120, step: 10, adds: 0 }',
    /range\.adds: must be above 0/,
  ],
  [
    'a range of more choices than a list should have',
    'range: { to: 1060, step: 10, adds: 1 }',
    /range\.step: makes more than 25 choices/,
  ],
  [
    'a range whose instruction does not say the amount',
    'range: { to: 120, step: 10, adds: 1 }',
    /instruction: \(en\) must say \{worth\}, where the associate reads/,
  ],
];
for (const [name, line, said] of [...wrong, ...ranges]) {
  test(`${name} is refused at its place`, () => {
    assert.match(faultsOf(withLine(line)).join('\n'), said);
  });
}

test('an amount that is too fine is told once, and not called nothing besides', () => {
  assert.deepEqual(faultsOf(bentProgram('amount: 5.00', 'amount: 0.005')), [
    'f:27:32: rewards[0].worth.amount: EUR has 2 digits after the point, not more',
  ]);
});

test('early access needs a day from which everybody may have it', () => {
  const text = withLine('early: [{ tier: gold, from: 2026-11-01 }]');
  assert.match(
    faultsOf(text.replace('    from: 2026-12-01\n', '')).join('\n'),
    /early: needs a from, before which these tiers may have it/,
  );
});

test('a minimum is refused where a vendor makes the discount, which asks for none', () => {
  const text = withLine('minimum: 20.00').replace(
    'name: Main Street',
    'name: Main Street\n    way: mint\n    mint: square',
  );
  assert.match(
    faultsOf(text).join('\n'),
    /rewards\[0\]\.minimum: a discount in "main" asks for no/,
  );
});

test('a range is refused for what is no amount, and where codes of a pool have one worth each', () => {
  const ranged = withLine('range: { to: 120, step: 10, adds: 0.50 }');
  const perk = ranged.replace('{ kind: amount-off, amount: 5.00 }', '{ kind: perk }');
  assert.match(faultsOf(perk).join('\n'), /range: goes with an amount-off only/);
  const said = ranged.replace(/instruction: .*/, 'instruction: "Take {worth} off"');
  assert.ok('program' in readProgramFile(said), JSON.stringify(readProgramFile(said)));
  const pooled = said.replace('name: Main Street', 'name: Main Street\n    way: pool');
  assert.match(faultsOf(pooled).join('\n'), /a code of the pool in "main" has one worth/);
});

test('the documented examples of rewards are taken as they stand', () => {
  const [example = ''] = codeBlocks('docs/program.md', 'yaml').filter((one) =>
    one.startsWith('rewards:'),
  );
  const read = readProgramFile(bentProgram('rewards:\n', example));
  assert.ok('program' in read, JSON.stringify(read));
  const { rewards } = read.program;
  const said = new Set(rewards.flatMap((reward) => Object.keys(reward)));
  for (const key of ['days', 'hours', 'minimumMinor', 'early', 'range'])
    assert.ok(said.has(key), key);
  const kinds = new Set(rewards.map(({ worth }) => worth.kind));
  for (const kind of ['free-shipping', 'experience'] as const) assert.ok(kinds.has(kind), kind);
});
