import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expiry } from '#domain/program/expiry.ts';
import { keptUntil, lotEnd } from './expiry-rule.ts';
import type { LedgerEntry } from './ledger.ts';
import { replay } from './replay.ts';

const berlin = 'Europe/Berlin';
const rule = (ends: Expiry['ends'], pointsLastMonths = 12, timeZone = berlin) => ({
  expiry: { ends },
  pointsLastMonths,
  timeZone,
});
const at = (text: string) => Date.parse(text);
const end = (ends: Expiry['ends'], from: string, months = 12, zone = berlin) =>
  new Date(lotEnd(rule(ends, months, zone), at(from))).toISOString();

test('points end with their last day, or with the month, quarter or year that it is in', () => {
  const from = '2026-02-10T12:00:00+01:00';
  assert.equal(end('day', from), '2027-02-10T23:00:00.000Z');
  assert.equal(end('month', from), '2027-02-28T23:00:00.000Z');
  assert.equal(end('quarter', from), '2027-03-31T22:00:00.000Z', 'summer has begun');
  assert.equal(end('year', from), '2027-12-31T23:00:00.000Z');
  assert.equal(end('inactivity', from), end('day', from));
});

test('a last day that ends its period ends with it, and not with the next one', () => {
  const from = '2025-12-31T20:00:00+01:00';
  assert.equal(end('day', from), '2026-12-31T23:00:00.000Z');
  for (const ends of ['month', 'quarter', 'year'] as const) {
    assert.equal(end(ends, from), '2026-12-31T23:00:00.000Z', ends);
  }
});

test('points of a 29 February live to the end of the 28th in a common year, and of the 29th in a leap year', () => {
  assert.equal(end('day', '2028-02-29T10:00:00+01:00'), '2029-02-28T23:00:00.000Z');
  assert.equal(end('day', '2028-02-29T10:00:00+01:00', 48), '2032-02-29T23:00:00.000Z');
  assert.equal(end('month', '2028-02-29T10:00:00+01:00'), '2029-02-28T23:00:00.000Z');
});

test('the day on which clocks change is a whole day, also where midnight itself is left out', () => {
  // 25 October 2026 has 25 hours in Berlin, 28 March 2027 has 23.
  assert.equal(end('day', '2025-10-25T10:00:00+02:00'), '2026-10-25T23:00:00.000Z');
  assert.equal(end('day', '2026-03-28T10:00:00+01:00'), '2027-03-28T22:00:00.000Z');
  // In Cairo the clocks go from 0 to 1 at the start of 30 April 2027.
  assert.equal(
    end('day', '2026-04-29T10:00:00+03:00', 12, 'Africa/Cairo'),
    '2027-04-29T22:00:00.000Z',
  );
});

test('under the rule of inactivity, buying, taking a reward and joining keep all points; a return or support does not', () => {
  const now = at('2026-02-10T12:00:00+01:00');
  const kept = (cause: string) => keptUntil(rule('inactivity'), { cause, at: now });
  for (const cause of ['welcome', 'purchase:1', 'issue:1']) {
    assert.equal(kept(cause), lotEnd(rule('inactivity'), now), cause);
  }
  for (const cause of ['return:1', 'adjustment:1', 'give-back:1', 'lot-expiry:purchase:1:5']) {
    assert.equal(kept(cause), null, cause);
  }
  assert.equal(keptUntil(rule('day'), { cause: 'purchase:1', at: now }), null);
});

test('the replay keeps what an activity kept: lots that held points before it, and never to an earlier day', () => {
  const entry = (seq: number, change: Partial<LedgerEntry>): LedgerEntry => ({
    memberId: 'ann',
    seq,
    kind: 'accrual',
    points: 10,
    draws: [],
    cause: `c${seq}`,
    at: seq,
    balanceAfter: seq * 10,
    lotExpiresAt: null,
    ...change,
  });
  const opens = (seq: number, lotExpiresAt: number, keepsUntil?: number) =>
    entry(seq, {
      draws: [{ lotId: `c${seq}`, points: 10 }],
      lotExpiresAt,
      ...(keepsUntil !== undefined && { keepsUntil }),
    });
  const { lots } = replay([opens(1, 100), opens(2, 900), opens(3, 500, 500)]);
  assert.deepEqual(
    [...lots.values()].map(({ expiresAt }) => expiresAt),
    [500, 900, 500],
  );
});
