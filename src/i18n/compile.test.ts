import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { compile } from '#i18n/compile.ts';
import { translator } from '#i18n/translate.ts';

const points = '{n, plural, one{# point} other{# points}}';
const pointsInArabic = '{n, plural, zero{0} one{1} two{2} few{#} many{#} other{#}}';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillpass-i18n-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown) {
  const file = join(folder, 'catalogues', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

function faultsOf(en: Record<string, string>, ar: Record<string, string>): readonly string[] {
  write('en/shop.json', en);
  write('ar/shop.json', ar);
  return run().map(({ file, key, reason }) => `${file}: ${key}: ${reason}`);
}

const run = () => compile(join(folder, 'catalogues'), join(folder, 'compiled'));
const compiled = (name: string) => join(folder, 'compiled', name);

describe('a fault is named by file, key and reason', () => {
  for (const [name, en, ar, fault] of [
    ['a missing key', { a: 'A', b: 'B' }, { a: 'ا' }, 'ar/shop.json: b: is missing'],
    ['an extra key', { a: 'A' }, { a: 'ا', b: 'ب' }, 'ar/shop.json: b: is not in English'],
    [
      'other arguments',
      { a: '{x}' },
      { a: '{y}' },
      'ar/shop.json: a: uses {y: string}, English {x: string}',
    ],
    [
      'a number as text',
      { a: points },
      { a: '{n}' },
      'ar/shop.json: a: uses {n: string}, English {n: number}',
    ],
    [
      'a missing plural form',
      { a: points },
      { a: points },
      'ar/shop.json: a: {n} lacks the form zero, two, few, many',
    ],
    [
      'a direction mark',
      { a: 'A' },
      { a: 'ا\u200f' },
      'ar/shop.json: a: holds a direction mark; leave it out',
    ],
    ['an empty message', { a: 'A' }, { a: ' ' }, 'ar/shop.json: a: is not a text'],
    [
      'a date',
      { a: '{d, date}' },
      { a: '{d, date}' },
      'en/shop.json: a: {d, date} must come formatted, by format.ts',
    ],
  ] as const)
    test(name, () => {
      assert.ok(faultsOf(en, ar).includes(fault), faultsOf(en, ar).join('\n'));
      assert.equal(existsSync(compiled('messages.ts')), false);
    });

  test('a message that does not parse', () => {
    assert.match(faultsOf({ a: 'A {x' }, { a: 'ا' }).join(), /^en\/shop\.json: a: .+/);
  });

  test('a file that is no JSON', () => {
    write('en/shop.json', '{"a": }');
    assert.throws(run, /en\/shop\.json: .*JSON/);
  });

  test('a language without plural rules', () => {
    write('en/shop.json', { a: 'A' });
    write('qq/shop.json', { a: 'A' });
    assert.match(
      run()
        .map(({ reason }) => reason)
        .join(),
      /no plural rules are known for qq/,
    );
  });

  test('one key in two catalogues', () => {
    write('en/shop.json', { a: 'A' });
    write('en/till.json', { a: 'B' });
    assert.deepEqual(run(), [{ file: 'en/till.json', key: 'a', reason: 'stands in shop too' }]);
  });
});

test('types name each argument', () => {
  assert.deepEqual(
    faultsOf({ a: `{name}: ${points}`, b: 'B' }, { a: `{name}: ${pointsInArabic}`, b: 'ب' }),
    [],
  );
  const types = readFileSync(compiled('messages.ts'), 'utf8');
  assert.match(types, /"a": \{ name: string; n: number \};/);
  assert.match(types, /"b": null;/);
});

test('a plural form that repeats another is left out, and said all the same', async () => {
  const en = '{points, plural, =1 {# points} one{# point} other{# points}}';
  const ar =
    'لك {points, plural, =1 {# نقطة} zero{# نقطة} one{نقطة} two{نقطتان} few{# نقاط} many{# نقطة} other{# نقطة}}';
  assert.deepEqual(faultsOf({ 'wallet.points': en }, { 'wallet.points': ar }), []);
  assert.doesNotMatch(readFileSync(compiled('ar/shop.js'), 'utf8'), /zero|many/);
  const { default: catalogue } = await import(compiled('ar/shop.js'));
  const t = translator('ar', [catalogue]);
  for (const [points, words] of [
    [0, 'لك 0 نقطة'],
    [1, 'لك 1 نقطة'],
    [2, 'لك نقطتان'],
    [3, 'لك 3 نقاط'],
    [11, 'لك 11 نقطة'],
    [100, 'لك 100 نقطة'],
  ] as const)
    assert.equal(t('wallet.points', { points }), words);
});

test('nothing is written when nothing changed, and all is when something did', () => {
  faultsOf({ a: 'A' }, { a: 'ا' });
  const writtenAt = () => statSync(compiled('en/shop.js'), { bigint: true }).mtimeNs;
  const before = writtenAt();
  assert.deepEqual(run(), []);
  assert.equal(writtenAt(), before);
  faultsOf({ a: 'Another' }, { a: 'ا' });
  assert.match(readFileSync(compiled('en/shop.js'), 'utf8'), /Another/);
});

test('a catalogue that is gone leaves nothing behind', () => {
  write('en/till.json', { t: 'T' });
  write('en/shop.json', { a: 'A' });
  run();
  rmSync(join(folder, 'catalogues/en/till.json'));
  assert.deepEqual(run(), []);
  assert.equal(existsSync(compiled('en/till.js')), false);
  assert.equal(existsSync(compiled('en/shop.js')), true);
});

test('a new language is a new folder', () => {
  write('en/shop.json', { a: points });
  write('ru/shop.json', {
    a: '{n, plural, one{# балл} few{# балла} many{# баллов} other{# балла}}',
  });
  assert.deepEqual(run(), []);
  assert.match(readFileSync(compiled('loaders.ts'), 'utf8'), /ru/);
});

test('what only the server says is on no phone’s way', () => {
  write('en/shop.json', { a: 'A' });
  write('en/mail.json', { m: 'M' });
  assert.deepEqual(run(), []);
  assert.doesNotMatch(readFileSync(compiled('loaders.ts'), 'utf8'), /mail/);
  assert.match(readFileSync(compiled('everything.ts'), 'utf8'), /mail/);
});
