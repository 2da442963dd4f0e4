import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '#domain/refusal.ts';
import {
  afterWrongMemberPin,
  chosenPinWaitMs,
  type MemberPin,
  memberPinRefusal,
  pinTakenFrom,
  readChosenPin,
  wasUntold,
} from './member-pin.ts';

const minuteMs = 60_000;
const fresh: MemberPin = { usableAt: 1_000, wrongTries: 0, lockedUntil: 0 };

const refused = (typed: string): string => {
  try {
    return readChosenPin(typed);
  } catch (error) {
    return error instanceof Refused ? error.refusal.key : assert.fail(String(error));
  }
};

test('four digits are a PIN, in any script and however they are grouped', () => {
  for (const typed of ['7391', ' 73 91 ', '٧٣٩١']) assert.equal(readChosenPin(typed), '7391');
  for (const typed of ['', '739', '73910', '73a1']) assert.equal(refused(typed), 'member-pin-form');
});

test('what people guess first is no PIN', () => {
  for (const typed of [
    '0000',
    '1212',
    '1122',
    '1221',
    '1234',
    '4321',
    '7890',
    '2580',
    '1984',
    '2004',
  ])
    assert.equal(refused(typed), 'member-pin-simple', typed);
  for (const typed of ['7391', '1112', '4071', '3019']) assert.equal(refused(typed), typed);
});

test('each third wrong PIN locks, each time twice as long, at most a day', () => {
  let pin = fresh;
  let at = 10_000;
  const locks: number[] = [];
  for (let wrong = 1; wrong <= 30; wrong += 1) {
    const { guard, refusal } = afterWrongMemberPin(pin, at);
    pin = { ...pin, ...guard };
    if (refusal.key === 'member-pin-wrong') assert.equal(refusal.left, 3 - (wrong % 3));
    else {
      assert.equal(refusal.key, 'member-pin-locked');
      locks.push((pin.lockedUntil - at) / minuteMs);
      assert.deepEqual(memberPinRefusal(pin, pin.lockedUntil - 1)?.key, 'member-pin-locked');
      at = pin.lockedUntil;
      assert.equal(memberPinRefusal(pin, at), null);
    }
  }
  assert.deepEqual(locks, [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
});

test('a PIN that was chosen at a till waits, and none is none', () => {
  assert.deepEqual(memberPinRefusal(null, 5), { key: 'member-pin-none' });
  assert.deepEqual(memberPinRefusal(fresh, 999), { key: 'member-pin-early', at: 1_000 });
  assert.equal(memberPinRefusal(fresh, 1_000), null);
  assert.equal(pinTakenFrom({ ...fresh, lockedUntil: 2_000 }), 2_000);
  assert.equal(pinTakenFrom(fresh), 1_000);
});

test('mail that comes back while a PIN of a till is young means that nobody was told of it', () => {
  const dayMs = chosenPinWaitMs;
  const chosen = { place: 'till', setAt: 1_000 } as const;
  assert.equal(wasUntold(chosen, 1_000), true);
  assert.equal(wasUntold(chosen, 999 + 6 * dayMs), true);
  assert.equal(wasUntold(chosen, 1_000 + 6 * dayMs), false);
  assert.equal(wasUntold({ place: 'profile', setAt: 1_000 }, 1_000), false);
});
