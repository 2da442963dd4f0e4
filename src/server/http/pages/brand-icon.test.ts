import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brandIcon } from './brand-icon.ts';

test('an icon is the program’s colour with its logo, or with its letters', () => {
  const letters = brandIcon({ color: '#f2c200', mark: 'R&' }, 'round');
  assert.match(letters, /fill="#f2c200"/);
  assert.match(letters, />R&#38;<\/text>/);
  const logo = { viewBox: '0 0 24 24', path: 'M0 0h24v24z' };
  const drawn = brandIcon({ color: '#155e75', mark: 'A', logo }, 'mask');
  assert.match(drawn, /viewBox="0 0 24 24"><path fill="#ffffff" d="M0 0h24v24z"/);
  assert.doesNotMatch(drawn, /<text| rx=/);
});
