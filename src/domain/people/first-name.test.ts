import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFirstName } from './first-name.ts';

test('a name is kept as it is written, without what would break a line', () => {
  assert.equal(readFirstName('  Ada '), 'Ada');
  assert.equal(readFirstName('Ada\u202e\n'), 'Ada');
  assert.equal(readFirstName('می\u200cنا'), 'می\u200cنا');
});

test('blanks and joiners alone are no name', () => {
  for (const blank of ['', '   ', '\u200c', '\u202e']) assert.equal(readFirstName(blank), null);
});
