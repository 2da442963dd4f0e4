import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterHandOverMatch, type HandOver, handOverState } from './hand-over.ts';
import { signInMs } from './sign-in.ts';

const open: HandOver = {
  id: 'h1',
  state: 'waiting',
  askedAt: 0,
  wrongCodes: 0,
  matchTried: false,
  matchNumber: 420,
  claimed: false,
};
const claimed = { ...open, claimed: true };

test('a code is open until a device comes by it, and over when its time is', () => {
  assert.equal(handOverState(open, 0), 'open');
  assert.equal(handOverState(claimed, 0), 'claimed');
  for (const handOver of [open, claimed]) assert.equal(handOverState(handOver, signInMs), 'over');
  assert.equal(handOverState({ ...claimed, state: 'ended' }, 0), 'over');
  // The device went in, maybe a while ago.
  assert.equal(handOverState({ ...claimed, state: 'used' }, signInMs), 'done');
});

test('the right number lets the device in, a wrong one ends the hand-over', () => {
  assert.deepEqual(afterHandOverMatch(claimed, 420), {
    signIn: { ...claimed, matchTried: true, state: 'matched' },
    refusal: null,
  });
  assert.deepEqual(afterHandOverMatch(claimed, 421), {
    signIn: { ...claimed, matchTried: true, state: 'ended' },
    refusal: { key: 'match-wrong' },
  });
});
