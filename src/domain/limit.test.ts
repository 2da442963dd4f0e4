import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Limit, limits, windowOf } from './limit.ts';

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

test('a busy shop behind one line signs in, while one mailbox gets few mails', () => {
  const { signInLine, signInAddress } = limits;
  assert.ok(signInLine.atMost / signInLine.windowMs >= 60 / 60_000);
  assert.ok(signInAddress.atMost <= 5);
});

test('the two totals of asks are counted in one window', () => {
  assert.equal(limits.signInCrowd.windowMs, limits.signInTotal.windowMs);
  assert.ok(limits.signInCrowd.atMost < limits.signInTotal.atMost);
});

test('every limit counts under a name of its own', () => {
  const names = Object.values(limits).map(({ name }) => name);
  assert.equal(new Set<string>(names).size, names.length);
});
