import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allHashed } from './plugins.ts';

test('a file without a hash in its name is not built into the worker', () => {
  const hashed = { url: 'assets/index-806bhb5a.js', revision: null };
  assert.deepEqual(allHashed([hashed]), [hashed]);
  assert.throws(
    () => allHashed([hashed, { url: 'no-signal.html', revision: '1f' }]),
    /no-signal\.html/,
  );
});
