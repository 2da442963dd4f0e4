import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withoutCode39Check } from './scan-habit.ts';
import { checkScanner, type Finding, type ScannerReport } from './scanner-check.ts';
import { plainProfile, type ScannerProfile, symbologies } from './scanner-profile.ts';
import { type SheetItem, sheetOf } from './scanner-sheet.ts';
import { canCarry } from './symbology.ts';

const profile = (more: Partial<ScannerProfile>): ScannerProfile => ({ ...plainProfile, ...more });
const ean = profile({ symbology: 'ean-13', prefix: '27' });
const gs1 = profile({ symbology: 'gs1-128' });
const code39 = profile({ symbology: 'code-39', prefix: 'V', digitsOnly: false });

/** What the page says after the first symbol of a store's sheet was scanned. */
function report(
  send: (text: string) => string,
  { one = plainProfile, end = ['Enter'], gapMs = 8, number = 1 } = {},
): ScannerReport & { says: unknown } {
  const sheet = sheetOf(one);
  const item = sheet.find((other) => other.number === number);
  assert.ok(item);
  const keys = [...send(item.text), ...end].map((key, at) => ({ key, at: at * gapMs }));
  const said = checkScanner(keys, item, sheet, one);
  return { ...said, says: [said.verdict, ...said.findings] };
}
const asItIs = (text: string) => text;
const typedOn = (row: string) => (text: string) =>
  [...text].map((sign) => (/\d/.test(sign) ? [...row][(Number(sign) + 9) % 10] : sign)).join('');

describe('the sheet', () => {
  test('has every symbol large and small, numbered, each with a text of its own that it can carry', () => {
    for (const symbology of symbologies) {
      const prefix = symbology === 'ean-13' ? '20' : '';
      const sheet = sheetOf(profile({ symbology, prefix }));
      assert.deepEqual(
        sheet.map(({ number }) => number),
        sheet.map((_, at) => at + 1),
      );
      assert.equal(new Set(sheet.map(({ text }) => text)).size, sheet.length);
      for (const item of sheet) assert.ok(canCarry(item.symbology, item.text), item.text);
    }
  });

  test('shows what phones show in the store, and what a phone shows that knows no store', () => {
    const kinds = (one: ScannerProfile) =>
      sheetOf(one)
        .filter(({ size }) => size === 'large')
        .map(({ symbology, text }: SheetItem) => `${symbology} ${text}`);
    assert.deepEqual(kinds(plainProfile), ['code-128 012345678910', 'qr 012345678936']);
    assert.deepEqual(
      kinds(code39).map((kind) => kind.replace(/\d{12}$/, '…')),
      ['code-39 V…', 'code-128 …', 'qr V…'],
    );
    assert.deepEqual(
      kinds(profile({ symbology: 'aztec' })).map((kind) => kind.split(' ')[0]),
      ['aztec', 'code-128', 'qr'],
    );
  });
});

describe('a scanner that needs no setting', () => {
  for (const [name, end, key] of [
    ['with Enter', ['Enter'], 'enter'],
    ['with Tab', ['Tab'], 'tab'],
    ['with a line feed', ['LineFeed'], 'line-feed'],
    ['with nothing', [], 'none'],
  ] as const)
    test(`${name} at the end`, () => {
      const said = report(asItIs, { end: [...end] });
      assert.deepEqual([said.says, said.end], [['as-printed'], key]);
    });

  test('the time that it took is told', () => {
    assert.equal(report(asItIs, { gapMs: 5 }).totalMs, 60);
  });
});

describe('what a scanner does is named, and whether vouchers are read in spite of it', () => {
  const understood: readonly (readonly [string, (text: string) => string, Finding[], object?])[] = [
    ['types on a French keyboard', typedOn('&é"\'(-è_çà'), [{ kind: 'keyboard', row: 'french' }]],
    [
      'types on an American keyboard with Shift',
      typedOn('!@#$%^&*()'),
      [{ kind: 'keyboard', row: 'american-shift' }],
    ],
    ['types on a Czech keyboard', typedOn('+ěščřžýáíé'), [{ kind: 'keyboard', row: 'czech' }]],
    [
      'types on a French keyboard with a prefix',
      (text) => `~${typedOn('&é"\'(-è_çà')(text)}`,
      [
        { kind: 'keyboard', row: 'french' },
        { kind: 'in-front', text: '~' },
      ],
    ],
    ['has Caps Lock on', (text) => text.toLowerCase(), [{ kind: 'capitals' }], { one: code39 }],
    ['puts a sign in front', (text) => `S/${text}`, [{ kind: 'in-front', text: 'S/' }]],
    ['puts a sign behind', (text) => `${text}#`, [{ kind: 'behind', text: '#' }]],
    ['says what it read', (text) => `]C0${text}`, [{ kind: 'identifier', text: ']C0' }]],
    [
      'says that it is a GS1-128 and types FNC1 out',
      (text) => `]C1<GS>${text}`,
      [
        { kind: 'identifier', text: ']C1' },
        { kind: 'separator', text: '<GS>' },
      ],
      { one: gs1 },
    ],
    [
      'sends FNC1 as GS',
      (text) => String.fromCharCode(29) + text,
      [{ kind: 'separator', text: 'GS' }],
      { one: gs1 },
    ],
    ['sends start and stop', (text) => `*${text}*`, [{ kind: 'start-stop' }], { one: code39 }],
    [
      'keeps an EAN’s check digit',
      (text) => text.slice(0, -1),
      [{ kind: 'check-dropped' }],
      { one: ean },
    ],
    ['drops the zero in front', (text) => text.slice(1), [{ kind: 'zero-dropped' }]],
    ['sends two scans as one', (text) => text + text, [{ kind: 'glued' }]],
  ];
  for (const [name, send, findings, more] of understood)
    test(name, () => assert.deepEqual(report(send, more).says, ['understood', ...findings]));

  test('puts digits in front that nobody can tell from the code', () => {
    assert.deepEqual(report((text) => `7${text}`).says, [
      'not-understood',
      { kind: 'in-front', text: '7' },
    ]);
  });

  test('types too slowly to be told from fingers', () => {
    assert.deepEqual(report(asItIs, { gapMs: 120 }).says, [
      'not-understood',
      { kind: 'slow', gapMs: 120 },
    ]);
  });

  test('sends a part of it', () => {
    assert.deepEqual(report((text) => text.slice(0, 8)).says, [
      'not-understood',
      { kind: 'part-missing', text: '8910' },
    ]);
    assert.deepEqual(report((text) => text.slice(4)).says, [
      'not-understood',
      { kind: 'part-missing', text: '0123' },
    ]);
  });

  test('sends something else altogether', () => {
    for (const other of ['4006381333931', 'abcdef', ''])
      assert.deepEqual(report(() => other).says, ['not-understood', { kind: 'unreadable' }], other);
  });

  test('read another symbol of the sheet, which is as printed too', () => {
    const third = sheetOf(plainProfile)[2]?.text ?? '';
    assert.deepEqual(report(() => third).says, ['as-printed', { kind: 'other-item', number: 3 }]);
  });

  test('adds a check character to Code 39', () => {
    const check = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((sign) => {
      const text = sheetOf(code39)[0]?.text ?? '';
      return withoutCode39Check(text + sign) === text;
    });
    assert.ok(check);
    assert.deepEqual(report((text) => text + check, { one: code39 }).says, [
      'understood',
      { kind: 'behind', text: check },
    ]);
  });
});
