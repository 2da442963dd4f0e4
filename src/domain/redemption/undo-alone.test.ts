import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undoneAlone } from './undo-alone.ts';

test('one associate undoes ten redemptions or 5,000 points in a shift, and no more, unless the program says otherwise', () => {
  const usual = { count: 10, points: 5_000 };
  assert.equal(undoneAlone({}, { count: 9, points: 0 }, 5_000), null);
  assert.deepEqual(undoneAlone({}, { count: 10, points: 0 }, 0), usual);
  assert.deepEqual(undoneAlone({}, { count: 0, points: 0 }, 5_001), usual);
  const secondPersonUndone = { count: 1, points: 100 };
  assert.equal(undoneAlone({ secondPersonUndone }, { count: 0, points: 0 }, 100), null);
  assert.deepEqual(
    undoneAlone({ secondPersonUndone }, { count: 1, points: 50 }, 10),
    secondPersonUndone,
  );
});
