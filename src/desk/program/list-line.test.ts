import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entriesOf } from './list-line.ts';

test('entries stand between commas and semicolons of either script', () => {
  assert.deepEqual(entriesOf('tea, bread', []), ['tea', 'bread']);
  assert.deepEqual(entriesOf('شاي، خبز؛ زهور', []), ['شاي', 'خبز', 'زهور']);
  assert.deepEqual(entriesOf(' tea;; bread ,', []), ['tea', 'bread']);
  assert.deepEqual(entriesOf(' ، ', []), []);
});

test('an entry of the file with such a sign in it stays one', () => {
  assert.deepEqual(entriesOf('gifts; cards, tea', ['gifts; cards']), ['gifts; cards', 'tea']);
});
