import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killMerges } from '#server/tests/kit/events/killed-merges.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';

test('killed within a merge, wherever that is, nothing is done, and the next try does it whole', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const { undone } = await killMerges(t, { count: 4, seed: 'merges' });
  assert.ok(undone > 0);
});
