import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '#i18n/language.ts';
import { entriesOf, lineOf } from './list-line.ts';

test('entries stand between commas and semicolons of either script', () => {
  assert.deepEqual(entriesOf('tea, bread', []), ['tea', 'bread']);
  assert.deepEqual(entriesOf('شاي، خبز؛ زهور', []), ['شاي', 'خبز', 'زهور']);
  assert.deepEqual(entriesOf(' tea;; bread ,', []), ['tea', 'bread']);
  assert.deepEqual(entriesOf(' ، ', []), []);
});

test('an entry of the file with such a sign in it stays one', () => {
  assert.deepEqual(entriesOf('gifts; cards, tea', ['gifts; cards']), ['gifts; cards', 'tea']);
});

test('a list is drawn with the language’s comma, and with another sign where an entry contains it', () => {
  assert.equal(lineOf(['tea', 'bread'], 'en'), 'tea, bread');
  assert.equal(lineOf(['شاي', 'خبز'], 'ar'), 'شاي، خبز');
  assert.equal(lineOf(['salt, pepper', 'tea'], 'en'), 'salt, pepper; tea');
  assert.equal(lineOf(['ملح، فلفل', 'شاي'], 'ar'), 'ملح، فلفل؛ شاي');
});

test('a list that is drawn as a line and typed on is the same list', () => {
  const lists = [
    [],
    ['tea'],
    ['salt, pepper'],
    ['salt, pepper', 'tea'],
    ['ملح، فلفل', 'شاي', 'salt, pepper'],
    ['a, b، c; d', 'tea'],
  ];
  for (const list of lists)
    for (const { language } of languages)
      assert.deepEqual(entriesOf(lineOf(list, language), list), list, language);
});
