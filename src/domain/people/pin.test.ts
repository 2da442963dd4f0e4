import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterWrongPin, pinLockMs, wrongPinsAtMost } from './pin.ts';

const at = 1_000_000;

test('each wrong PIN says how many are left, and the fifth locks for five minutes', () => {
  let guard = { wrongTries: 0, lockedUntil: 0 };
  const left: number[] = [];
  for (let n = 0; n < wrongPinsAtMost; n++) {
    const after = afterWrongPin(guard, at);
    left.push(after.left);
    guard = after;
  }
  assert.deepEqual(left, [4, 3, 2, 1, 0]);
  assert.equal(guard.lockedUntil, at + pinLockMs);
});

test('nothing is locked before the fifth wrong PIN', () => {
  assert.equal(afterWrongPin({ wrongTries: 3, lockedUntil: 0 }, at).lockedUntil, 0);
});

test('after a lock there are five tries again, and each lock is twice as long, up to an hour', () => {
  let guard = { wrongTries: 4, lockedUntil: 0 };
  const minutes: number[] = [];
  for (let lock = 0; lock < 6; lock += 1) {
    guard = afterWrongPin(guard, at);
    minutes.push((guard.lockedUntil - at) / 60_000);
    assert.equal(afterWrongPin(guard, at).left, 4);
    guard = { ...guard, wrongTries: guard.wrongTries + 4 };
  }
  assert.deepEqual(minutes, [5, 10, 20, 40, 60, 60]);
});
