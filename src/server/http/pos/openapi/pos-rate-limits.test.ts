import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorKeys } from './pos-error-keys.ts';
import { type OperationId, rateLimits } from './pos-rate-limits.ts';

test('an operation that counts against a limit says that the limit may be full', () => {
  for (const operation of Object.keys(rateLimits) as OperationId[]) {
    const keys: readonly string[] = errorKeys[operation];
    assert.ok(keys.includes('too-many-requests'), operation);
  }
});
