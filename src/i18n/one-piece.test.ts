import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOnePiece } from './one-piece.ts';

test('a store, a till and a time stay in one piece, and a part longer than a line may break', () => {
  assert.equal(inOnePiece('Till 2'), 'Till\u00a02');
  assert.equal(inOnePiece('28 November, 16:14'), '28\u00a0November,\u00a016:14');
  const long = 'Main Street in the old town by the station';
  assert.equal(inOnePiece(long), long);
});
