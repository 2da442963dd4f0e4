import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isEan13 } from '#domain/values/ean-13.ts';
import { scannerFaultsOf } from './scanner-fault.ts';
import { payloadOf } from './scanner-payload.ts';
import { plainProfile, type ScannerProfile, symbologies } from './scanner-profile.ts';
import { shortCodeFrom } from './short-code.ts';
import { canCarry } from './symbology.ts';
import { voucherCodeFrom } from './voucher-code.ts';

const faults = (more: Partial<ScannerProfile>) =>
  scannerFaultsOf({ ...plainProfile, digitsOnly: false, ...more }).map(
    ({ part, reason }) => `${part} ${reason}`,
  );

test('each symbology has a profile that needs no more than its name, but for EAN-13', () => {
  for (const symbology of symbologies) {
    const prefix = symbology === 'ean-13' ? '20' : '';
    assert.deepEqual(faults({ symbology, prefix }), [], symbology);
  }
});

test('an EAN-13 wants a prefix that GS1 leaves to shops, and nothing else', () => {
  const wanted = 'prefix must be two digits from 20 to 29, which GS1 leaves to shops';
  for (const prefix of ['', '2', '19', '30', '2a', '270'])
    assert.deepEqual(faults({ symbology: 'ean-13', prefix }), [wanted], prefix);
  assert.deepEqual(faults({ symbology: 'ean-13', prefix: '27', suffix: '1' }), [
    'suffix must be empty: an EAN-13 has no room for it',
  ]);
});

test('ITF has digits in pairs', () => {
  assert.deepEqual(faults({ symbology: 'itf', prefix: '9' }), [
    'prefix must have an even number of digits with the other, as ITF has them in pairs',
  ]);
  assert.deepEqual(faults({ symbology: 'itf', prefix: '9', suffix: '1' }), []);
  assert.deepEqual(faults({ symbology: 'itf', prefix: 'AB' }), [
    "prefix has characters that itf can't carry",
  ]);
});

test('Code 39 knows no small letters, and GS1-128 no dollar', () => {
  const cannot = (symbology: string) => `suffix has characters that ${symbology} can't carry`;
  assert.deepEqual(faults({ symbology: 'code-39', suffix: 'ab' }), [cannot('code-39')]);
  assert.deepEqual(faults({ symbology: 'code-39', prefix: 'A-B', suffix: '$' }), []);
  assert.deepEqual(faults({ symbology: 'gs1-128', suffix: '$' }), [cannot('gs1-128')]);
});

test('a till that takes digits only gets nothing else', () => {
  const wanted = 'must be digits where the till takes digits only';
  const both = faults({ digitsOnly: true, prefix: 'A', suffix: '-' });
  assert.deepEqual(both, [`prefix ${wanted}`, `suffix ${wanted}`]);
});

test('what is taken can be drawn with any code', () => {
  const around = fc.stringMatching(/^[\x21-\x7e]{0,8}$/);
  const profile = fc.record({
    symbology: fc.constantFrom(...symbologies),
    prefix: fc.oneof(around, fc.constantFrom('27', '9', '')),
    suffix: fc.oneof(around, fc.constant('')),
    digitsOnly: fc.boolean(),
  });
  const seed = fc.uint8Array({ minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(profile, seed, (one, bytes) => {
      fc.pre(scannerFaultsOf(one).length === 0);
      const names = { code: voucherCodeFrom(bytes), short: shortCodeFrom(bytes) };
      assert.ok(canCarry(one.symbology, payloadOf(one, names) ?? ''));
    }),
  );
});

test('an EAN-13 is drawn with its own check digit, and not without the code that it needs', () => {
  const profile = { ...plainProfile, symbology: 'ean-13', prefix: '27' } as const;
  const code = voucherCodeFrom(new Uint8Array(8));
  const short = shortCodeFrom(Uint8Array.of(0, 0, 0, 2, 0xdf, 0xdc, 0x1c, 0x35));
  assert.equal(short, '2345678901');
  // 2·1 + 7·3 + 2·1 + 3·3 + 4·1 + 5·3 + 6·1 + 7·3 + 8·1 + 9·3 + 0·1 + 1·3 = 118, and 2 to 120.
  assert.equal(payloadOf(profile, { code, short }), '2723456789012');
  assert.ok(isEan13('2723456789012') && isEan13('4006381333931') && !isEan13('4006381333932'));
  assert.equal(payloadOf(profile, { code, short: null }), null);
});
