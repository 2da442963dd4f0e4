import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  actOn,
  countsAsNotice,
  endAsTold,
  firstLook,
  joinsMail,
  type NoticedLot,
  nextLook,
  stepAfterMail,
} from './expiry-notice.ts';

const day = 24 * 60 * 60_000;
const program = { timeZone: 'Europe/Berlin', expiry: { noticeDays: 7 } };
const end = Date.parse('2026-12-01T00:00:00+01:00');
const lot = (change: Partial<NoticedLot> = {}): NoticedLot => ({
  expiresAt: end,
  step: 0,
  endsAt: null,
  availableAt: null,
  ...change,
});
const local = (at: number) =>
  new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).slice(0, 16);

test('the mails are due in the morning, 30 and 7 days before the last day', () => {
  assert.equal(local(firstLook(end)), '2026-10-31 09:00');
  assert.equal(local(nextLook(lot({ step: 1 }), end - 20 * day)), '2026-11-23 09:00');
});

test('who is told in time loses points on the rule’s day; who is told late has the days of the notice, whole', () => {
  assert.equal(endAsTold(program, end, end - 30 * day), end);
  assert.equal(endAsTold(program, end, end - 8 * day), end);
  assert.equal(local(endAsTold(program, end, end - 3 * day + 5)), '2026-12-06 00:00');
  assert.equal(local(endAsTold(program, end, end + 400 * day)), '2028-01-13 00:00');
});

test('the days of a notice are whole where clocks change within them', () => {
  const told = Date.parse('2026-10-20T23:59:00+02:00');
  const ends = endAsTold(program, told, told);
  assert.equal(local(ends), '2026-10-28 00:00');
  assert.ok(ends - told >= 7 * day);
});

test('what was read long before the end is no notice', () => {
  assert.equal(countsAsNotice(end, end - 61 * day), false);
  assert.equal(countsAsNotice(end, end - 60 * day), true);
  assert.equal(countsAsNotice(end, end + 5 * day), true);
});

test('one mail tells of all that expires in the two months after it, a reminder of two weeks', () => {
  const at = end - 31 * day;
  assert.equal(joinsMail(lot({ expiresAt: at + 60 * day }), at), true);
  assert.equal(joinsMail(lot({ expiresAt: at + 62 * day }), at), false);
  assert.equal(joinsMail(lot({ expiresAt: at + 60 * day, step: 1 }), at), false);
  assert.equal(joinsMail(lot({ expiresAt: at + 14 * day, step: 1 }), at), true);
  assert.equal(joinsMail(lot({ step: 2, endsAt: end }), at), false, 'both mails are out');
});

test('there is no second mail within a week of the first', () => {
  assert.equal(stepAfterMail(lot(), end - 30 * day), 1);
  assert.equal(stepAfterMail(lot(), end - 10 * day), 2);
});

test('an untold lot never expires: after the mails the administrator is told, once, and the member again each month', () => {
  const over = lot({ step: 2 });
  assert.equal(actOn(over, end - 1), 'nothing');
  assert.equal(actOn(over, end), 'report');
  const waits = lot({ step: 3 });
  assert.equal(actOn(waits, end + 99 * day), 'mail');
  assert.equal(stepAfterMail(waits, end), 3);
  assert.equal(nextLook(waits, end), end + 30 * day);
});

test('of pending points nobody is told until they can be spent; then the clock looks at them', () => {
  const availableAt = end - 5 * day;
  for (const step of [0, 1, 2, 3] as const) {
    const pending = lot({ step, availableAt });
    assert.equal(actOn(pending, availableAt - 1), 'nothing');
    assert.equal(joinsMail(pending, availableAt - 1), false);
    assert.equal(nextLook(pending, availableAt - 1), availableAt);
  }
  assert.equal(actOn(lot({ availableAt }), availableAt), 'mail');
  assert.equal(joinsMail(lot({ availableAt }), availableAt), true);
  const told = lot({ availableAt, endsAt: availableAt - day });
  assert.equal(nextLook(told, availableAt - 2 * day), availableAt - day);
  assert.equal(actOn(told, availableAt - day), 'expire');
});

test('a mail that goes out after the end has a day to be taken before the points are reported as waiting', () => {
  assert.equal(nextLook(lot({ step: 2 }), end + day), end + 2 * day);
});

test('whatever happens when, a lot ends only at least seven days after its notice, and the clock always moves on', () => {
  const wait = fc.integer({ min: 1, max: 50 * day });
  const step = fc.record({ wait, told: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let at = end - 90 * day;
      let now = lot();
      let toldAt: number | null = null;
      for (const one of steps) {
        at += one.wait;
        if (one.told && now.endsAt === null && countsAsNotice(end, at)) {
          toldAt = at;
          now = { ...now, endsAt: endAsTold(program, end, at) };
        }
        const act = actOn(now, at);
        if (act === 'expire')
          return toldAt !== null && at >= end && at - toldAt >= 7 * day - 3_600_000;
        if (act === 'mail') now = { ...now, step: stepAfterMail(now, at) };
        if (act === 'report') now = { ...now, step: 3 };
        assert.ok(nextLook(now, at) > at || actOn(now, at) !== 'nothing');
      }
      return true;
    }),
  );
});
