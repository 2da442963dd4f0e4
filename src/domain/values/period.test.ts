import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { periodAt, periods } from './period.ts';

const zone = 'Europe/Berlin';
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const of = (at: string, period: (typeof periods)[number]) => {
  const { startedAt, endsAt } = periodAt(Date.parse(at), period, zone);
  return [iso(startedAt), iso(endsAt)];
};

test('days, weeks, months and years begin at midnight in the shop’s own zone', () => {
  const at = '2026-03-01T22:30:00Z'; // A Sunday, half past eleven at night in Berlin.
  assert.deepEqual(of(at, 'day'), ['2026-02-28T23:00:00.000Z', '2026-03-01T23:00:00.000Z']);
  assert.deepEqual(of(at, 'week'), ['2026-02-22T23:00:00.000Z', '2026-03-01T23:00:00.000Z']);
  assert.deepEqual(of(at, 'month'), ['2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
  assert.deepEqual(of(at, 'year'), ['2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z']);
  assert.deepEqual(of(at, 'ever'), ['1970-01-01T00:00:00.000Z', null]);
});

test('each instant lies in its period, and the next one begins where it ends', () => {
  const some = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
  fc.assert(
    fc.property(some, fc.constantFrom(...periods), (at, period) => {
      const { startedAt, endsAt } = periodAt(at, period, zone);
      assert.ok(startedAt <= at);
      if (endsAt === null) return;
      assert.ok(at < endsAt);
      assert.equal(periodAt(endsAt, period, zone).startedAt, endsAt);
      assert.equal(periodAt(startedAt, period, zone).endsAt, endsAt);
    }),
  );
});
