import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFirstName } from './first-name.ts';

test('a name is kept as it is written, without what would break a line', () => {
  assert.equal(readFirstName('  Ada '), 'Ada');
  assert.equal(readFirstName('Ada\u202e\n'), 'Ada');
  assert.equal(readFirstName('می\u200cنا'), 'می\u200cنا');
});

test('marks are kept as scripts use them, and no tower of them', () => {
  assert.equal(readFirstName('Nguyễn'), 'Nguyễn');
  assert.equal(readFirstName('שָׁלוֹם'), 'שָׁלוֹם'.normalize('NFC'));
  assert.equal(readFirstName(`A${'\u0336'.repeat(58)}`), `A${'\u0336'.repeat(6)}`);
});

test('blanks and joiners alone are no name', () => {
  for (const blank of ['', '   ', '\u200c', '\u202e', '\u2800', '\u3164 \uffa0', '\u0301\u0302'])
    assert.equal(readFirstName(blank), null);
});
