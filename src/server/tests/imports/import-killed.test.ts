import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  killMembersImport,
  killPurchasesImport,
} from '#server/tests/kit/imports/killed-imports.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';

// `npm run bench -- kills` does the same at fifty places each.

test('killed wherever it is, the same file goes on, and at the end each member is there once with their points', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const { undone, done, begun } = await killMembersImport(t, { count: 4, seed: 'members' });
  assert.equal(undone + done + begun, 4);
});

test('killed wherever it is, a file of past purchases goes on, and at the end each receipt is there once', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const { undone, done, begun } = await killPurchasesImport(t, { count: 2, seed: 'purchases' });
  assert.equal(undone + done + begun, 2);
});
