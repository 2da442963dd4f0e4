import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { membershipNumberFrom } from './membership-number.ts';
import { withoutCode39Check } from './scan-habit.ts';
import { readScan } from './scan-payload.ts';
import { payloadOf } from './scanner-payload.ts';
import { plainProfile, type ScannerProfile } from './scanner-profile.ts';
import { shortCodeFrom } from './short-code.ts';
import { code39Characters } from './symbology.ts';
import { voucherCodeFrom } from './voucher-code.ts';

const profile = (more: Partial<ScannerProfile>): ScannerProfile => ({ ...plainProfile, ...more });
const profiles: Readonly<Record<string, ScannerProfile>> = {
  plain: plainProfile,
  'Code 128 with letters': profile({ prefix: 'TP:', suffix: '/X', digitsOnly: false }),
  'Code 128 with digits': profile({ prefix: '981', suffix: '07' }),
  'EAN-13': profile({ symbology: 'ean-13', prefix: '27' }),
  'GS1-128': profile({ symbology: 'gs1-128' }),
  'GS1-128 with letters': profile({ symbology: 'gs1-128', prefix: 'LOY', digitsOnly: false }),
  ITF: profile({ symbology: 'itf', prefix: '9', suffix: '1' }),
  'Code 39': profile({ symbology: 'code-39', prefix: 'V', digitsOnly: false }),
  QR: profile({ symbology: 'qr' }),
  'Data Matrix': profile({ symbology: 'data-matrix', prefix: 'https:', digitsOnly: false }),
  Aztec: profile({ symbology: 'aztec', suffix: '~', digitsOnly: false }),
  PDF417: profile({ symbology: 'pdf417' }),
};
const all = Object.values(profiles);

const gs = String.fromCharCode(29);
const code39Check = (text: string) =>
  [...code39Characters].find((character) => withoutCode39Check(text + character) === text) ?? '';
const typedOn = (row: string) => (text: string) =>
  [...text].map((sign) => (/\d/.test(sign) ? [...row][(Number(sign) + 9) % 10] : sign)).join('');

type Habit = (text: string) => string;
const habits: Readonly<Record<string, Habit>> = {
  'as it is': (text) => text,
  Enter: (text) => `${text}\r\n`,
  Tab: (text) => `${text}\t`,
  'start and end of text': (text) => `\u0002${text}\u0003`,
  'AIM identifier': (text) => `]C0${text}`,
  'a prefix of the scanner’s own': (text) => `~${text}`,
  'a suffix of the scanner’s own': (text) => `${text}#`,
  'twice in one go': (text) => text + text,
  'Caps Lock': (text) => text.toUpperCase(),
  'no capitals': (text) => text.toLowerCase(),
  'an interpretation typed out': (text) => `\\000026${text}`,
  'a French keyboard': typedOn('&é"\'(-è_çà'),
  'an American one with Shift held': typedOn('!@#$%^&*()'),
  'a Czech one': typedOn('+ěščřžýáíé'),
};
const habitsOf: Readonly<Record<string, Readonly<Record<string, Habit>>>> = {
  'EAN-13': {
    'check digit dropped': (text) => text.slice(0, -1),
    'fourteen digits': (text) => `0${text}`,
    'its AIM identifier': (text) => `]E0${text}`,
  },
  'GS1-128': {
    'its AIM identifier': (text) => `]C1${text}`,
    'FNC1 as GS': (text) => `${gs}${text}${gs}`,
    'FNC1 typed out': (text) => `<GS>${text}`,
    'FNC1 as another key': (text) => `|${text}`,
    'identifier in brackets': (text) => text.replace(/^99/, '(99)'),
    'identifier dropped': (text) => text.slice(2),
  },
  'Code 39': {
    'start and stop sent': (text) => `*${text}*`,
    'a check character behind': (text) => text + code39Check(text),
    'a check character, start and stop': (text) => `*${text}${code39Check(text)}*`,
    'prefix dropped': (text) => text.slice(1),
  },
  ITF: { 'its AIM identifier': (text) => `]I0${text}` },
  QR: { 'its AIM identifier': (text) => `]Q1${text}` },
  'Data Matrix': { 'its AIM identifier': (text) => `]d1${text}` },
};

const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });

describe('a voucher is found again', () => {
  for (const [name, one] of Object.entries(profiles)) {
    for (const [habit, send] of Object.entries({ ...habits, ...habitsOf[name] })) {
      test(`${name}, ${habit}`, () => {
        fc.assert(
          fc.property(bytes, (seed) => {
            const names = { code: voucherCodeFrom(seed), short: shortCodeFrom(seed) };
            const payload = payloadOf(one, names);
            assert.ok(payload !== null);
            const { readings } = readScan(send(payload), all);
            const wanted = one.symbology === 'ean-13' ? names.short : names.code;
            assert.ok(
              readings.some(({ code }) => code === wanted),
              `${send(payload)} was read as ${JSON.stringify(readings)}`,
            );
          }),
          { numRuns: 50 },
        );
      });
    }
  }
});

const code = voucherCodeFrom(Uint8Array.of(7, 1, 9, 4, 0, 6, 2, 8));
const full = [{ kind: 'full', code }];

test('twelve digits typed by hand are one reading, whatever the stores’ profiles are', () => {
  const typed = `${code.slice(0, 4)} ${code.slice(4, 8)}-${code.slice(8)}`;
  for (const text of [code, typed]) assert.deepEqual(readScan(text, all).readings, full);
});

test('a zero in front that a till’s field of numbers dropped is put back', () => {
  fc.assert(
    fc.property(bytes, (seed) => {
      const any = voucherCodeFrom(seed);
      fc.pre(any.startsWith('0'));
      assert.deepEqual(readScan(any.slice(1), all).readings, [{ kind: 'full', code: any }]);
    }),
    { numRuns: 20 },
  );
});

test('the keyboard that the scanner types on is told', () => {
  const french = typedOn('&é"\'(-è_çà')(code);
  assert.equal(readScan(french, [plainProfile]).row, 'french');
  assert.equal(readScan(code, [plainProfile]).row, null);
});

test('one wrong digit is damage in every profile that has a check digit of its own', () => {
  const names = { code, short: shortCodeFrom(Uint8Array.of(7, 1, 9, 4, 0, 6, 2, 8)) };
  for (const name of ['plain', 'Code 128 with digits', 'EAN-13', 'GS1-128', 'ITF'] as const) {
    const one = profiles[name] ?? plainProfile;
    const payload = payloadOf(one, names) ?? '';
    const wrong = (Number(payload[6]) + 1) % 10;
    const scan = readScan(payload.slice(0, 6) + wrong + payload.slice(7), [one]);
    assert.deepEqual([scan.readings, scan.refusal.key], [[], 'code-damaged'], name);
  }
});

test('a code typed on another keyboard with a wrong digit is damaged and not foreign', () => {
  const wrong = code.slice(0, 11) + ((Number(code[11]) + 1) % 10);
  const scan = readScan(typedOn('&é"\'(-è_çà')(wrong), [plainProfile]);
  assert.deepEqual([scan.refusal.key, scan.row], ['code-damaged', 'french']);
});

test('what is not ours is not ours: products, addresses, membership numbers, nothing', () => {
  const number = membershipNumberFrom(Uint8Array.of(1, 2, 3, 4, 5, 6));
  for (const foreign of [
    '',
    '4006381333931',
    '96385074',
    'https://example.com/menu',
    'ABC-123',
    '&&&',
    number,
    '9'.repeat(100_000),
  ]) {
    const scan = readScan(foreign, all);
    assert.deepEqual([scan.readings, scan.refusal.key], [[], 'code-not-ours'], foreign);
  }
});

test('a shop’s own EAN-13 of another prefix is not ours', () => {
  const other = payloadOf(profile({ symbology: 'ean-13', prefix: '29' }), {
    code,
    short: shortCodeFrom(new Uint8Array(8)),
  });
  assert.deepEqual(readScan(other ?? '', all).readings, []);
});

test('whatever comes, reading answers with few readings and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.ok(readScan(text, all).readings.length <= 3);
    }),
  );
});
