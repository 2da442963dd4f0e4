import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeText } from '#domain/program/words/file-place.ts';
import { freshId, moved, speaks, textAt, valueAt, withValue, wordsAt } from './file-content.ts';

const file = {
  name: 'Shop',
  rewards: [
    { id: 'tea', name: { en: 'Tea', ar: 'شاي' }, limits: { 'per-day': '1' } },
    { id: 'mug', name: 'Mug' },
  ],
};

test('a place has the name that the server gives it', () => {
  assert.equal(placeText(['tiers', 1, 'perks', 0, 'en']), 'tiers[1].perks[0].en');
  assert.equal(placeText([]), '');
});

test('values are found, and nothing where the file has another shape', () => {
  assert.equal(textAt(file, ['rewards', 1, 'name']), 'Mug');
  assert.deepEqual(wordsAt(file, ['rewards', 0, 'name']), { en: 'Tea', ar: 'شاي' });
  assert.deepEqual(wordsAt(file, ['rewards', 1, 'name']), { en: 'Mug', ar: '' });
  for (const path of [
    ['name', 'en'],
    ['rewards', 7, 'name'],
    ['rewards', 'x'],
    ['no', 0],
  ])
    assert.equal(textAt(file, path), '');
});

test('a value is set without touching the others, and an empty mapping goes with its last value', () => {
  const next = withValue(file, ['rewards', 1, 'points'], '5');
  assert.deepEqual(valueAt(next, ['rewards', 1]), { id: 'mug', name: 'Mug', points: '5' });
  assert.equal(valueAt(next, ['rewards', 0]), file.rewards[0]);
  const without = withValue(file, ['rewards', 0, 'limits', 'per-day'], undefined);
  assert.equal(valueAt(without, ['rewards', 0, 'limits']), undefined);
  assert.deepEqual(valueAt(withValue(file, ['rewards', 0], undefined), ['rewards']), [
    file.rewards[1],
  ]);
  assert.deepEqual(valueAt(withValue(file, ['expiry', 'ends'], 'year'), ['expiry']), {
    ends: 'year',
  });
});

test('entries change places, and get ids that nobody has', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b']);
  assert.equal(freshId('Café & Cake!', 'reward', file.rewards), 'cafe-cake');
  assert.equal(freshId('Tea', 'reward', file.rewards), 'tea-2');
  assert.equal(freshId('شاي', 'reward', file.rewards), 'reward');
  assert.match(
    freshId('5 € off everything that is in the shop today', 'reward', []),
    /^[a-z][a-z-]{0,27}[a-z]$/,
  );
});

test('a program speaks the languages in which it has words', () => {
  assert.equal(speaks(file, 'ar'), true);
  assert.equal(speaks({ name: 'Shop', rewards: [{ name: { en: 'Tea' } }] }, 'ar'), false);
  assert.equal(speaks({ ar: 'an id of its own' }, 'ar'), false);
});
