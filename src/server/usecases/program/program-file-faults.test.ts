import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bentProgram, rightProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

/** The faults as printed, without the file's name. */
function faultsOf(text: string): string[] {
  const read = readProgramFile(text);
  assert.ok('faults' in read, 'taken, though wrong');
  return read.faults.map((fault) => faultLine('f', fault));
}

/** What is changed in a right file, and the fault that it causes. Lines count from 1. */
const wrong: readonly (readonly [name: string, from: string, to: string, said: string])[] = [
  ['a key that is not there', 'currency: EUR\n', '', 'f:1:1: currency: is missing'],
  ['a key missing inside', '    rate: 1\n', '', 'f:11:5: tiers[0].rate: is missing'],
  [
    'a misspelt key',
    'stock: 7',
    'stok: 7',
    'f:32:5: rewards[0].stok: is not a key that Tillpass knows',
  ],
  ['a key twice', 'mark: C }', 'mark: C, mark: D }', 'f:2:37: "mark" stands here twice'],
  ['an empty value', 'name: Corner Shop', 'name:', 'f:1:1: name: is empty'],
  [
    'too long a text',
    'mark: C',
    'mark: CORNER',
    'f:2:28: brand.mark: must have at most 2 characters',
  ],
  [
    'two lines where one belongs',
    'name: 5.00 off',
    'name: "5.00\\noff"',
    'f:25:5: rewards[0].name: must be one line of text',
  ],
  [
    'signs that turn the reading direction',
    'name: 5.00 off',
    'name: "5.00 \u202eoff"',
    'f:25:5: rewards[0].name: must be one line of text',
  ],
  [
    'a colour without its quotes',
    '"#b08d6a"',
    '#b08d6a',
    'f:15:5: tiers[0].color: must be a colour such as "#1d6b52", in quotes (a bare # begins a comment)',
  ],
  [
    'a fraction of a point',
    'welcome-points: 150',
    'welcome-points: 1.5',
    'f:7:1: welcome-points: must be a whole number from 0 to 100000',
  ],
  [
    'a number out of its range',
    'voucher-minutes: 30',
    'voucher-minutes: 0',
    'f:8:1: voucher-minutes: must be a whole number from 1 to 240',
  ],
  [
    'an amount with a comma',
    '499.99',
    '"499,99"',
    'f:19:5: tiers[1].from: must be an amount such as 500 or 12.50',
  ],
  [
    'a negative amount',
    'amount: 5.00',
    'amount: -5.00',
    'f:27:32: rewards[0].worth.amount: must be an amount such as 500 or 12.50',
  ],
  [
    'a finer amount than the currency has',
    '499.99',
    '499.999',
    'f:19:5: tiers[1].from: EUR has 2 digits after the point, not more',
  ],
  ['nothing off', 'amount: 5.00', 'amount: 0', 'f:27:32: rewards[0].worth.amount: must be above 0'],
  [
    'a rate of three decimals',
    'rate: 1.25',
    'rate: 1.255',
    'f:20:5: tiers[1].rate: must be a number above 0 up to 20, with at most 2 digits after the point',
  ],
  [
    'a day that no calendar has',
    'from: 2026-12-01',
    'from: 2026-02-30',
    'f:30:5: rewards[0].from: must be a date such as 2026-12-01, or a time such as 2026-12-01T09:30:00+01:00',
  ],
  [
    'a time without its offset',
    'from: 2026-12-01',
    'from: 2026-12-01T09:30:00',
    'f:30:5: rewards[0].from: must be a date such as 2026-12-01, or a time such as 2026-12-01T09:30:00+01:00',
  ],
  [
    'a currency that is none',
    'EUR',
    'EUX',
    'f:3:1: currency: must be a currency of ISO 4217 such as EUR',
  ],
  [
    'a time zone that is none',
    'Europe/Berlin',
    'Europe/Atlantis',
    'f:4:1: time-zone: must be a time zone such as Europe/Dublin',
  ],
  [
    'an offset for a time zone',
    'Europe/Berlin',
    '+01:00',
    'f:4:1: time-zone: must be a time zone such as Europe/Dublin',
  ],
  [
    'a worth that is none',
    'kind: amount-off',
    'kind: gift',
    'f:27:14: rewards[0].worth.kind: must be one of amount-off, percent-off, free-product, free-shipping, experience, perk',
  ],
  [
    'a worth without its amount',
    ', amount: 5.00',
    '',
    'f:27:5: rewards[0].worth.amount: is missing: amount-off needs it',
  ],
  [
    'an amount where there is none',
    'kind: amount-off',
    'kind: perk',
    'f:27:26: rewards[0].worth.amount: does not go with perk',
  ],
  [
    'a language that is not spoken',
    'ar: ذهبي',
    'xx: Gold',
    'f:18:23: tiers[1].name.xx: is not a language that Tillpass speaks (en, ar)',
  ],
  [
    'words without English',
    '{ en: Gold, ar: ذهبي }',
    '{ ar: ذهبي }',
    'f:18:5: tiers[1].name.en: is missing',
  ],
  [
    'a list where words belong',
    'name: Member',
    'name: [Member]',
    'f:12:5: tiers[0].name: must be a text, or a text for each language',
  ],
  ['words that are empty', 'name: Member', 'name: ""', 'f:12:5: tiers[0].name: is empty'],
  [
    'no list where one belongs',
    'perks: []',
    'perks: none',
    'f:16:5: tiers[0].perks: must be a list',
  ],
  ['an empty list', 'stores: [main]', 'stores: []', 'f:29:5: rewards[0].stores: needs at least 1'],
  [
    'a text where keys belong',
    'brand: { color: "#1D6B52", mark: C }',
    'brand: green',
    'f:2:1: brand: must have keys with values under it',
  ],
  [
    'an id with capitals',
    'id: gold',
    'id: Gold',
    'f:17:5: tiers[1].id: must be an id: small letters, digits and hyphens, a letter first',
  ],
  [
    'a placement in small letters',
    'placement: M1',
    'placement: m1',
    'f:36:17: stores[0].posters[0].placement: must be a placement: capitals and digits',
  ],
  ['a ladder that falls', '499.99', '0', 'f:19:5: tiers[1].from: tiers must rise'],
  [
    'a store that is none',
    '[main]',
    '[mall]',
    'f:29:14: rewards[0].stores[0]: there is no store "mall"',
  ],
  [
    'an end before the beginning',
    'until: 2026-12-31',
    'until: 2026-11-29',
    'f:31:5: rewards[0].until: it ends before it begins',
  ],
  [
    'an alias',
    'name: Member',
    'name: *gold',
    'f:12:11: aliases (*name) are not taken: write it out',
  ],
];

for (const [name, from, to, said] of wrong) {
  test(`refused with its line: ${name}`, () => {
    assert.deepEqual(faultsOf(bentProgram(from, to)).slice(0, 1), [said]);
  });
}

test('several faults are told together, from the top down', () => {
  const text = bentProgram('voucher-minutes: 30', 'voucher-minutes: x')
    .replace('stock: 7', 'stok: 7')
    .replace('#1D6B52', 'green');
  assert.deepEqual(
    faultsOf(text).map((line) => line.split(': ')[1]),
    ['brand.color', 'voucher-minutes', 'rewards[0].stok'],
  );
});

test('a file that is no program is refused and never throws', () => {
  for (const text of [
    '',
    'Hello',
    '- a\n- b',
    '{',
    '[',
    '\0',
    '🎂: 1',
    'a: 1\n---\nb: 2',
    '* : x',
  ]) {
    assert.ok(faultsOf(text).length > 0, JSON.stringify(text));
  }
});

test('a file made to exhaust the reader is refused shortly', () => {
  const bomb = `a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]`;
  assert.match(faultsOf(bomb).join(), /aliases/);
  assert.ok(faultsOf('['.repeat(50_000)).length <= 20);
  assert.match(faultsOf(`#${'x'.repeat(2_000_000)}`).join(), /longer than 2000000 characters/);
});

test('keys that JavaScript reads as its own are keys that are not known', () => {
  const said = faultsOf(`${rightProgram}__proto__: { polluted: yes }\nconstructor: x\n`).join();
  assert.match(said, /__proto__: is not a key/);
  assert.match(said, /constructor: is not a key/);
});
