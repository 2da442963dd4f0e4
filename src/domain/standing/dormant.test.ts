import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cause } from '#domain/points/ledger.ts';
import {
  dormantSince,
  forgetAfterMonths,
  forgottenAt,
  isSign,
  noticeThatCounts,
  restsFrom,
  whetherToForget,
} from './dormant.ts';

const day = 24 * 60 * 60_000;
const rule = { pointsLastMonths: 12, timeZone: 'Europe/Berlin', forgetAfterMonths: 24 };
const activeAt = Date.UTC(2026, 0, 31, 12);
/** The end of 31 January 2028, in Berlin. */
const end = Date.UTC(2028, 0, 31, 23);

test('after three years, or as long as points live, where the program says nothing', () => {
  const { timeZone } = rule;
  assert.equal(forgetAfterMonths({ pointsLastMonths: 12, timeZone }), 36);
  assert.equal(forgetAfterMonths({ pointsLastMonths: 60, timeZone }), 60);
  assert.equal(forgetAfterMonths(rule), 24);
});

test('told thirty days before the end of the last day, and forgotten then', () => {
  const step = (at: number, toldAt: number | null) =>
    whetherToForget(rule, { activeAt, toldAt }, at);
  assert.equal(step(end - 30 * day - 1, null), 'wait');
  assert.equal(step(end - 30 * day, null), 'tell');
  assert.equal(step(end - 1, end - 30 * day), 'wait');
  assert.equal(step(end, end - 30 * day - 1), 'forget');
});

test('who is told late has thirty whole days all the same, by the clock on the wall', () => {
  const told = Date.UTC(2029, 2, 2, 7);
  // In Berlin; the clock goes forward on the 25th.
  const over = Date.UTC(2029, 3, 1, 22);
  assert.equal(whetherToForget(rule, { activeAt, toldAt: null }, told), 'tell');
  assert.equal(whetherToForget(rule, { activeAt, toldAt: told }, over - 1), 'wait');
  assert.equal(whetherToForget(rule, { activeAt, toldAt: told }, over), 'forget');
  assert.equal(forgottenAt(rule, { activeAt, toldAt: told }), over);
  assert.equal(noticeThatCounts(rule, { activeAt, toldAt: told }, over - 1), told);
  assert.ok(dormantSince(rule, over + 2 * day).told >= told, 'the clock looks again');
});

test('nobody is forgotten before their points end, or what they have paid for', () => {
  const until = Date.UTC(2029, 11, 31, 23);
  const rests = { activeAt: restsFrom(rule, activeAt, until), toldAt: null };
  assert.ok(forgottenAt(rule, rests) >= until);
  assert.equal(restsFrom(rule, activeAt, end - 400 * day), activeAt, 'points that end before');
});

test('whoever the clock finds is due, on each day of four years, and nobody is found more than a week late', () => {
  for (let n = 0; n < 4 * 366; n += 1) {
    const since = activeAt + n * day;
    const due = forgottenAt(rule, { activeAt: since, toldAt: null }) - 30 * day;
    const found = (at: number) => since < dormantSince(rule, at).active;
    assert.ok(!found(due - 1), `found before: ${new Date(since).toISOString()}`);
    assert.ok(found(due + 7 * day), `not found: ${new Date(since).toISOString()}`);
  }
});

test('points that expire and birthdays are no signs; whatever else changed points is one', () => {
  const entry = (kind: 'accrual' | 'adjustment' | 'expiry', why: string) =>
    isSign({ kind, cause: why });
  assert.equal(entry('expiry', cause.lotExpiry('lot', 1)), false);
  assert.equal(entry('accrual', cause.occasion('birthday', 'b', '2026')), false);
  assert.equal(entry('adjustment', cause.membershipEnd('gold', 1)), false);
  assert.equal(entry('accrual', cause.purchase('p')), true);
  assert.equal(entry('accrual', cause.occasion('check-in', 'c', '2026-01-01')), true);
  assert.equal(entry('accrual', cause.welcome()), true);
});
