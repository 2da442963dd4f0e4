import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brandIcon, inkOn } from './brand-icon.ts';

test('an icon is the program’s colour with its logo, or with its letters', () => {
  const letters = brandIcon({ color: '#f2c200', mark: 'R&' }, 'round');
  assert.match(letters, /fill="#f2c200"/);
  assert.match(letters, />R&#38;<\/text>/);
  const logo = { viewBox: '0 0 24 24', path: 'M0 0h24v24z' };
  const drawn = brandIcon({ color: '#155e75', mark: 'A', logo }, 'mask');
  assert.match(drawn, /viewBox="0 0 24 24"><path fill="#ffffff" d="M0 0h24v24z"/);
  assert.doesNotMatch(drawn, /<text| rx=/);
});

test('what is drawn is seen on bright brands and on dark ones', () => {
  for (const bright of ['#f2c200', '#ffffff', '#a3e635', '#7dd3fc'])
    assert.equal(inkOn(bright), '#1b1714', bright);
  for (const dark of ['#155e75', '#000000', '#7f1d1d']) assert.equal(inkOn(dark), '#ffffff', dark);
});
