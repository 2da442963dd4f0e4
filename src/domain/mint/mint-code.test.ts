import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mintCodeFrom } from './mint-code.ts';

test('twelve letters and digits, none of which is read as another', () => {
  const code = mintCodeFrom(Uint8Array.from({ length: 32 }, (_, index) => index * 7));
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{12}$/);
  assert.equal(code, '07ENW3AHRZ6D');
});

test('other bytes are another code, and too few are none', () => {
  assert.notEqual(mintCodeFrom(new Uint8Array(12).fill(1)), mintCodeFrom(new Uint8Array(12)));
  assert.throws(() => mintCodeFrom(new Uint8Array(11)), RangeError);
});
