/** A program's file is written by people who never heard of YAML: what they mistype is told in words for it, at its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bentProgram, rightProgram } from '#server/tests/kit/program-text.ts';
import { faultSaid } from '#server/usecases/editing/fault-words.ts';
import { faultLine, readProgramFile } from './program-file.ts';

/** The first fault of a text, as printed. */
function firstFault(text: string): string {
  const read = readProgramFile(text);
  assert.ok('faults' in read, 'taken, though wrong');
  const [first] = read.faults;
  assert.ok(first);
  assert.notEqual(
    faultSaid(first.reason).key,
    'fault.other',
    `${first.reason}: not in each language`,
  );
  return faultLine('f', first);
}

const wordProcessor =
  'has signs of a word processor: type quotes ("), hyphens and spaces anew in a text editor';
const behindComma =
  'stands alone behind a comma: write amounts as 12.50, and put quotes around a text with commas';
const behindHash =
  'ends before the #, which begins a comment: put the text in quotes, or a space behind the #';
const behindQuotes = 'the text goes on behind its quotes: put all of it in double quotes (")';
const inBrackets =
  'this is not "key: value" with commas between: a text with a comma, colon or bracket needs quotes';
const keyMissing = 'a key is missing, with a colon and a space behind it, such as "currency: EUR"';
const column = 'this line begins too far left or right: what belongs together begins in one column';

/** What is changed in a right file, and its fault with line and column. */
const mistyped: readonly (readonly [name: string, from: string, to: string, said: string])[] = [
  [
    'an amount with a comma between brackets',
    'amount: 5.00',
    'amount: 3,00',
    `27:42: ${behindComma}`,
  ],
  ['a text with a comma between brackets', 'en: Gold', 'en: Gold, or so', `18:23: ${behindComma}`],
  ['a # in a text', 'name: Corner Shop', 'name: Corner #1', `1:7: ${behindHash}`],
  [
    'a text with a colon',
    'Take 5.00 off',
    'Tell: take it off',
    '26:18: a text with a colon in it needs quotes',
  ],
  ['a text with a colon between brackets', 'en: Gold', 'en: Gold: now', `18:17: ${inBrackets}`],
  ['no comma between brackets', '"#1D6B52", mark', '"#1D6B52" mark', `2:27: ${inBrackets}`],
  [
    'an apostrophe in single quotes',
    'name: Corner Shop',
    "name: 'Corner's Shop'",
    `1:15: ${behindQuotes}`,
  ],
  [
    'quotes around a part of a text',
    'name: Corner Shop',
    'name: "Corner" Shop',
    `1:16: ${behindQuotes}`,
  ],
  [
    'a backslash in double quotes',
    'name: Corner Shop',
    'name: "A\\Shop"',
    '1:9: a backslash stands in double quotes: use single ones',
  ],
  ['a colon without a space', 'currency: EUR', 'currency:EUR', `3:1: ${keyMissing}`],
  ['a word alone', 'currency: EUR', 'currency', `3:1: ${keyMissing}`],
  ['a line too far left', '    name: Member', '   name: Member', `12:1: ${column}`],
  ['a line too far right', '    name: Member', '      name: Member', `11:9: ${column}`],
  ['a bare # of a colour', '"#1D6B52", mark', '#1D6B52, mark', `2:17: ${behindHash}`],
  ['a bare # of a text', 'en: Gold', 'en: Gold #1', `18:22: ${behindHash}`],
  ['a bare # in a list', 'perks: [Smiles]', 'perks: [Smile #1, Wink]', `22:19: ${behindHash}`],
  [
    'a bare # in brackets over two lines',
    'name: { en: Gold, ar',
    'name: {\n      en: Gold #1, ar',
    `19:16: ${behindHash}`,
  ],
  [
    'a brace that is not closed, and a # in quotes and in a comment',
    'en: Gold, ar: ذهبي }',
    'en: "Gold #1", ar: ذهبي # as said\n    #rate: { }',
    '18:11: a bracket opens here and is never closed',
  ],
  [
    'a straight quote that a curly one should close',
    '"#1D6B52"',
    '"#1D6B52”',
    `2:17: ${wordProcessor}`,
  ],
  [
    'a colon beside curly quotes',
    'name: Corner Shop',
    'name: The: “Shop”',
    `1:7: a text with a colon in it needs quotes`,
  ],
  [
    'a line with curly quotes too far left',
    '    name: Member',
    '   name: “Member”',
    `12:1: ${column}`,
  ],
  [
    'a colon in the quotes of an Arabic keyboard',
    'en: Gold',
    'en: «Gold: now»',
    `18:17: ${inBrackets}`,
  ],
  [
    'a brace that is not closed',
    'mark: C }',
    'mark: C',
    '2:8: a bracket opens here and is never closed',
  ],
  [
    'a bracket that is not closed',
    'perks: []',
    'perks: [',
    '16:12: a bracket opens here and is never closed',
  ],
  [
    'a brace too many',
    'mark: C }',
    'mark: C }}',
    '2:37: a bracket closes here that was never opened',
  ],
  [
    'a quote that is not closed',
    '"#1D6B52"',
    '"#1D6B52',
    '2:17: a quote opens here and is never closed',
  ],
  [
    'curly quotes of a colour',
    '"#1D6B52"',
    '“#1D6B52”',
    '2:10: brand.color: has the curly quotes of a word processor: type straight ones (")',
  ],
  [
    'too long a text in quotes that are meant',
    'mark: C',
    'mark: «CORNER»',
    '2:28: brand.mark: must have at most 2 characters',
  ],
  [
    'a number in the quotes of an Arabic keyboard',
    'voucher-minutes: 30',
    'voucher-minutes: «30»',
    '8:1: voucher-minutes: has the curly quotes of a word processor: type straight ones (")',
  ],
  [
    'a number out of its range in curly quotes',
    'voucher-minutes: 30',
    'voucher-minutes: “0”',
    '8:1: voucher-minutes: must be a whole number from 1 to 240',
  ],
  [
    'curly quotes that YAML stumbles over',
    'en: Gold',
    'en: “Gold: now”',
    `18:17: ${wordProcessor}`,
  ],
  ['a space that does not break', 'currency: EUR', 'currency:\u00a0EUR', `3:1: ${wordProcessor}`],
  ['a dash for a hyphen', '  - id: gold', '  – id: gold', `17:1: ${wordProcessor}`],
  [
    'a tab',
    '    name: Member',
    '\tname: Member',
    '12:1: a line begins with spaces, not with a tab',
  ],
];

for (const [name, from, to, said] of mistyped)
  test(`told in words: ${name}`, () =>
    assert.equal(firstFault(bentProgram(from, to)), `f:${said}`));

test('a text that begins with a sign of YAML is told to need quotes', () => {
  for (const sign of ['%', '@', '`', '&', '!', '|', '>'])
    assert.match(
      firstFault(bentProgram('name: Corner Shop', `name: ${sign}home`)),
      /^f:1:\d+: a text that begins with . needs quotes$/,
    );
});

test('a file is one program', () => {
  for (const end of ['---', '...'])
    assert.match(firstFault(`${rightProgram}${end}\nname: Other\n`), /: a file is one program$/);
});

test('after a fault of YAML nothing that it causes is told besides', () => {
  const read = readProgramFile(bentProgram('    name: Member', '\tname: Member'));
  assert.ok('faults' in read);
  assert.equal(read.faults.length, 1);
});

test('people’s own curly quotes, apostrophes and comments are left alone', () => {
  for (const [from, to] of [
    ['name: Corner Shop', 'name: “Corner” Shop’s'],
    ['name: Corner Shop', 'name: Corner Shop # as on the sign'],
    ['name: Corner Shop', 'name: "Corner #1"'],
    ['    stock: 7\n', '    #stock: 7\n'],
    ['    stock: 7\n', '        #stock: 7\n'],
    ['stock: 7', 'stock: 7 ## as of May'],
    ['name: Corner Shop', "name: Corner's “Shop”"],
  ] as const)
    assert.ok('program' in readProgramFile(bentProgram(from, to)), to);
});
