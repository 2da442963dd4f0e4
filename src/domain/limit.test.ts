import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Limit, signInLimits, windowOf, wrongCodeLimit } from './limit.ts';

const limit: Limit = { name: 'test', atMost: 3, windowMs: 60_000 };

test('a window begins at its first millisecond and the next one begins when it is over', () => {
  assert.deepEqual(windowOf(limit, 120_000), { startedAt: 120_000, retryAfterMs: 60_000 });
  assert.deepEqual(windowOf(limit, 179_999), { startedAt: 120_000, retryAfterMs: 1 });
  assert.deepEqual(windowOf(limit, 180_000), { startedAt: 180_000, retryAfterMs: 60_000 });
});

test('who waits as long as they were told is in a new window, and not before', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4_102_444_800_000 }), (at) => {
      const { startedAt, retryAfterMs } = windowOf(limit, at);
      assert.ok(startedAt <= at && retryAfterMs > 0);
      assert.equal(windowOf(limit, at + retryAfterMs - 1).startedAt, startedAt);
      assert.equal(windowOf(limit, at + retryAfterMs).startedAt, startedAt + limit.windowMs);
    }),
  );
});

test('a whole shop behind one address signs in, while one mailbox gets few mails', () => {
  assert.ok(signInLimits.perNetwork.atMost >= 20 * signInLimits.perAddress.atMost);
  assert.ok(signInLimits.perAddress.atMost <= 5);
});

test('every limit counts under a name of its own', () => {
  const names = [...Object.values(signInLimits), wrongCodeLimit].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});
