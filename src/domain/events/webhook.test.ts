import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, afterAttempt, attemptsAtMost, isFor } from './webhook.ts';

const failed: Answer = { outcome: 'not-taken', reason: 'it answered 500', pauseMs: null };
const attempt = (number: number, more = {}) => ({
  attempt: number,
  at: 0,
  chance: 0,
  takenSince: false,
  ...more,
});

test('the pauses between attempts are those of Standard Webhooks', () => {
  const minutes: number[] = [];
  for (let number = 1; number < attemptsAtMost; number += 1) {
    const next = afterAttempt(failed, attempt(number));
    assert.equal(next.step, 'again');
    minutes.push(next.at / 60_000);
  }
  assert.deepEqual(minutes, [5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440]);
});

test('chance makes a pause up to a tenth longer, never shorter', () => {
  const at = (chance: number) => {
    const next = afterAttempt(failed, attempt(2, { chance }));
    return next.step === 'again' ? next.at : null;
  };
  assert.deepEqual([at(0), at(0.5), at(1)], [300_000, 315_000, 330_000]);
});

test('after the last attempt the endpoint is disabled, unless it took something else meanwhile', () => {
  assert.deepEqual(afterAttempt(failed, attempt(attemptsAtMost)), {
    step: 'give-up',
    disable: 'It took nothing in 10 attempts, last: it answered 500.',
  });
  const alive = attempt(attemptsAtMost, { takenSince: true });
  assert.deepEqual(afterAttempt(failed, alive), { step: 'give-up', disable: null });
});

test('410 disables at once, and what was taken is done', () => {
  const gone = afterAttempt({ outcome: 'gone' }, attempt(1, { takenSince: true }));
  assert.deepEqual(gone, { step: 'give-up', disable: 'It answered 410: gone.' });
  assert.deepEqual(afterAttempt({ outcome: 'taken' }, attempt(1)), { step: 'done' });
});

test('a pause that was asked for is kept, up to a day, and never shortens ours', () => {
  const asked = (pauseMs: number) => afterAttempt({ ...failed, pauseMs }, attempt(1));
  assert.deepEqual(asked(60_000), { step: 'again', at: 60_000, pausedUntil: 60_000 });
  assert.deepEqual(asked(1_000), { step: 'again', at: 5_000, pausedUntil: 1_000 });
  const day = 24 * 60 * 60_000;
  assert.deepEqual(asked(90 * day), { step: 'again', at: day, pausedUntil: day });
});

test('an endpoint hears of its kinds and its store', () => {
  const redeemed = { kind: 'redemption.redeemed', storeId: 'main' } as const;
  const joined = { kind: 'member.joined', storeId: null } as const;
  const everything = { kinds: null, storeId: null };
  assert.ok(isFor(everything, redeemed) && isFor(everything, joined));
  const ofMain = { kinds: null, storeId: 'main' };
  assert.ok(isFor(ofMain, redeemed) && !isFor(ofMain, joined));
  assert.ok(!isFor({ kinds: ['member.joined'], storeId: null }, redeemed));
});
