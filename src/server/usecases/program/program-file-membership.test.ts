import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeBlocks } from '#server/tests/kit/documents/code-blocks.ts';
import { rightProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

const ladder = `tier-rule: { by: spend, period: calendar-year }
tiers:
  - { id: member, name: Member, from: 0, rate: 1, color: "#b08d6a", perks: [] }
  - { id: plus, name: Plus, by-invitation: true, rate: 2, color: "#1d4fc9", perks: [] }
  - { id: top, name: Top, by-invitation: true, rate: 3, color: "#1d4fc9", perks: [] }
`;
const fileWith = (entries: string, tiers = ladder) =>
  rightProgram.replace(
    /tiers:[\s\S]*?(?=rewards:)/,
    () => `paid-membership: [${entries}]\n${tiers}`,
  );
const entry = (more = '', tier = 'plus', refund = 'later: pro-rata') =>
  `{ tier: ${tier}, months: 12, price: 69.00, refund: { ${refund} }${more && `, ${more}`} }`;

function said(file: string): string[] {
  const read = readProgramFile(file);
  return 'faults' in read
    ? read.faults.map((fault) => faultLine('f', fault).replace(/^f:\d+:\d+: /, ''))
    : [];
}

test('the full example of docs/program.md can be loaded, and says what it means', () => {
  const [example = ''] = codeBlocks('docs/program.md', 'yaml').filter((one) =>
    one.startsWith('paid-membership:'),
  );
  const rewards = `rewards:
  - { id: free-shipping, name: Shipping, instruction: Take it off, worth: { kind: free-shipping }, points: 0 }
`;
  const read = readProgramFile(
    rightProgram.replace(/tiers:[\s\S]*?rewards:\n/, () => example + rewards),
  );
  assert.ok('program' in read, JSON.stringify(read));
  const [plus] = read.program.paidMemberships ?? [];
  assert.deepEqual(
    [plus?.products, plus?.priceMinor, plus?.pointWorthMillionths, plus?.rewardWorthMinor],
    [['4006381333931', 'plus-year'], 6_900, 1_000_000, { 'free-shipping': 490 }],
  );
  assert.deepEqual(plus?.refund, { wholeDays: 14, later: 'pro-rata', lessBenefits: false });
});

const refused: Readonly<Record<string, readonly [entries: string, fault: string]>> = {
  'a tier that is not there': [
    entry('', 'platinum'),
    'paid-membership[0].tier: there is no tier "platinum"',
  ],
  'the first tier': [entry('', 'member'), 'paid-membership[0].tier: the first tier is everybody’s'],
  'a tier twice': [
    `${entry()}, ${entry()}`,
    'paid-membership[1].tier: "plus" is sold above: one entry a tier',
  ],
  'one product for two tiers': [
    `${entry('products: [P-1]')}, ${entry('products: [p-1]', 'top')}`,
    'paid-membership[1].products[0]: sells "plus" too: a product sells one tier',
  ],
  'a wrong check digit': [
    entry('products: ["4006381333930"]'),
    'paid-membership[0].products[0]: has a wrong check digit',
  ],
  'no price': [
    entry().replace('69.00', '0'),
    'paid-membership[0].price: must be above 0: a tier without a price is given',
  ],
  'a term that is too long': [
    entry().replace('12', '37'),
    'paid-membership[0].months: must be a whole number from 1 to 36',
  ],
  'first days longer than the term': [
    entry('', 'plus', 'first-days: 63, later: none').replace('months: 12', 'months: 2'),
    'paid-membership[0].refund.first-days: is longer than a term',
  ],
  'less than nothing': [
    entry('', 'plus', 'later: none, less-benefits: true'),
    'paid-membership[0].refund.less-benefits: takes off what is never paid back',
  ],
  'the worth of a reward that is not there': [
    entry('worth: { moon: 4.90 }'),
    'paid-membership[0].worth.moon: there is no reward "moon"',
  ],
  'an end before its beginning': [
    entry('from: 2027-01-01, until: 2026-01-01'),
    'paid-membership[0].until: it ends before it begins',
  ],
};
for (const [name, [entries, fault]] of Object.entries(refused)) {
  test(`${name} is refused at its place`, () => assert.deepEqual(said(fileWith(entries)), [fault]));
}

test('without a rule of tiers nothing can be sold', () => {
  const bare = ladder
    .split('\n')
    .filter((line) => !line.startsWith('tier-rule') && !line.includes('by-invitation'))
    .join('\n');
  assert.deepEqual(said(fileWith(entry('', 'member'), bare)), [
    'paid-membership: goes with `tier-rule` only: it says how the other tiers are kept',
  ]);
});
