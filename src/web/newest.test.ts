import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newest } from './newest.ts';

test('a device that was set up while an older question was on its way stays set up', () => {
  const known = newest();
  const asked = known.begin();
  assert.equal(asked(), true, 'nothing else is known');
  const setUp = known.begin();
  assert.equal(asked(), false, 'the answer of before says nothing of now');
  assert.equal(setUp(), true);
});

test('of two questions the later one is believed, whichever answer comes first', () => {
  const known = newest();
  const first = known.begin();
  const second = known.begin();
  assert.deepEqual([second(), first(), second()], [true, false, true]);
});
