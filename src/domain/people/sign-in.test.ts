import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterMatch,
  afterWrongCode,
  matchNumberFrom,
  type SignIn,
  type SignInState,
  signInMs,
  signInRefusal,
  wrongCodesAtMost,
} from './sign-in.ts';

const askedAt = 1_000_000;
const waiting: SignIn = {
  id: 's1',
  state: 'waiting',
  askedAt,
  wrongCodes: 0,
  matchTried: false,
  matchNumber: 47,
};

test('a request leads somewhere for ten minutes, and not a moment longer', () => {
  assert.equal(signInRefusal(waiting, askedAt), null);
  assert.equal(signInRefusal(waiting, askedAt + signInMs - 1), null);
  assert.deepEqual(signInRefusal(waiting, askedAt + signInMs), { key: 'sign-in-ended' });
});

test('a request that was over stays over when the clock is set back, and servers may be a minute apart', () => {
  const hour = 60 * 60_000;
  assert.deepEqual(signInRefusal(waiting, askedAt - hour), { key: 'sign-in-ended' });
  assert.equal(signInRefusal(waiting, askedAt - 30_000), null);
});

test('a request that was used or ended leads nowhere; one that was matched still lets its browser in', () => {
  const expected: Record<SignInState, string | null> = {
    waiting: null,
    matched: null,
    used: 'sign-in-ended',
    ended: 'sign-in-ended',
  };
  for (const [state, key] of Object.entries(expected)) {
    const signIn = { ...waiting, state: state as SignInState }; // A key of `expected`.
    assert.equal(signInRefusal(signIn, askedAt)?.key ?? null, key, state);
    assert.equal(signInRefusal(signIn, askedAt + signInMs)?.key, 'sign-in-ended', state);
  }
});

test('each wrong code says how many are left, and the fifth ends the request', () => {
  let signIn = waiting;
  const said: unknown[] = [];
  for (let n = 0; n < wrongCodesAtMost; n++) {
    const after = afterWrongCode(signIn);
    said.push('left' in after.refusal ? after.refusal.left : after.refusal.key);
    signIn = after.signIn;
  }
  assert.deepEqual(said, [4, 3, 2, 1, 'sign-in-ended']);
  assert.equal(signIn.state, 'ended');
  assert.equal(signIn.wrongCodes, 5);
});

test('a wrong code changes nothing but the count', () => {
  assert.deepEqual(afterWrongCode(waiting).signIn, { ...waiting, wrongCodes: 1 });
});

test('the right number lets the asking browser in', () => {
  const { signIn, refusal } = afterMatch(waiting, 47);
  assert.equal(refusal, null);
  assert.deepEqual(signIn, { ...waiting, state: 'matched', matchTried: true });
});

test('a wrong number takes only this way away: link and code still work where they were asked for', () => {
  const { signIn, refusal } = afterMatch(waiting, 48);
  assert.deepEqual(refusal, { key: 'match-wrong' });
  assert.equal(signIn.state, 'waiting');
  assert.equal(signInRefusal(signIn, askedAt), null);
});

test('there is one try at the number: the right one after a wrong one is refused too', () => {
  const { signIn: tried } = afterMatch(waiting, 48);
  const { signIn, refusal } = afterMatch(tried, 47);
  assert.deepEqual(refusal, { key: 'match-wrong' });
  assert.equal(signIn.state, 'waiting');
});

test('what is no number never matches', () => {
  for (const typed of [Number.NaN, 47.5, -47, Number.POSITIVE_INFINITY]) {
    assert.equal(afterMatch(waiting, typed).refusal?.key, 'match-wrong');
  }
});

test('match numbers have three digits and no leading zero, and each is as likely as the next', () => {
  const made = Array.from({ length: 9_000 }, (_, n) =>
    matchNumberFrom(Uint8Array.of(0, 0, n >> 8, n)),
  );
  assert.equal(new Set(made).size, 900);
  assert.ok(made.every((number) => number >= 100 && number <= 999));
  for (const number of [100, 555, 999]) {
    assert.equal(made.filter((one) => one === number).length, 10, String(number));
  }
});
