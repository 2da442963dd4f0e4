import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killCopies, killErasing } from '#server/tests/kit/events/killed-acts.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';

// `npm run bench -- kills` does the same at fifty places each.

test('killed within its transaction, wherever that is, nothing of it is done, and the next try does it whole', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const found = await killErasing(t, { count: 4, seed: 'erase' });
  assert.deepEqual(found, { undone: 4, done: 0, begun: 0 });
});

test('a copy whose writing is killed is not there under its name, and the next try writes all of it', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const found = await killCopies(t, { count: 4, seed: 'copy' });
  assert.deepEqual(found, { undone: 4, done: 0, begun: 0 });
});
