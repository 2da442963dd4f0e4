import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clawBack } from './debt.ts';
import { comingOf, drawFrom, expiriesOf, held, type Lot, spendable } from './lot.ts';
import { availableFrom, windowEnd } from './pending.ts';

const at = 1_000;
const lot = (id: string, remaining: number, availableAt?: number): Lot => ({
  id,
  remaining,
  expiresAt: 9_000,
  ...(availableAt !== undefined && { availableAt }),
});
const draw = (lotId: string, points: number) => ({ lotId, points });

test('pending points are held, and can be spent from their instant on, not a millisecond before', () => {
  const lots = [lot('free', 50), lot('waits', 100, 2_000)];
  assert.deepEqual([spendable(lots, 1_999), held(lots, 1_999)], [50, 150]);
  assert.equal(drawFrom(lots, 51, 1_999), null);
  assert.equal(spendable(lots, 2_000), 150);
  assert.deepEqual(drawFrom(lots, 150, 2_000)?.length, 2);
});

test('what comes is told by day, the next in front, and beyond so many days with the last', () => {
  const lots = [
    ...[lot('c', 7, 4_000), lot('a', 10, 2_000), lot('b', 5, 2_000), lot('d', 1, 3_000)],
    ...[lot('empty', 0, 1_500), lot('free', 99), lot('over', 9, at)],
  ];
  const days = [
    { points: 15, availableAt: 2_000 },
    { points: 1, availableAt: 3_000 },
    { points: 7, availableAt: 4_000 },
  ];
  assert.deepEqual(comingOf(lots, at), days);
  assert.deepEqual(comingOf(lots, at, 2), [days[0], { points: 8, availableAt: 4_000 }]);
  assert.deepEqual(comingOf(lots, 4_000), []);
});

test('what expires next is of the points that can be spent', () => {
  const soon: Lot = { ...lot('waits', 10, 2_000), expiresAt: 3_000 };
  assert.deepEqual(expiriesOf([soon, lot('free', 5)], at), [{ points: 5, at: 9_000 }]);
});

test('a return takes its own, then what waits longest, then what can be spent, and only then makes a debt', () => {
  const lots = [
    lot('free', 40),
    lot('own', 10, 3_000),
    lot('soon', 20, 2_000),
    lot('last', 30, 4_000),
  ];
  const taken = (wanted: number) => clawBack(lots, { lotId: 'own', lapsed: 0 }, wanted, at).draws;
  assert.deepEqual(taken(10), [draw('own', -10)]);
  assert.deepEqual(taken(45), [draw('own', -10), draw('last', -30), draw('soon', -5)]);
  const all = [draw('own', -10), draw('last', -30), draw('soon', -20), draw('free', -40)];
  assert.deepEqual(taken(100), all);
  assert.deepEqual(taken(101), all, 'the rest is owed');
});

test('whatever the lots: a return takes nothing that can be spent while something waits', () => {
  const anyLots = fc.array(fc.tuple(fc.nat(50), fc.option(fc.integer({ min: 900, max: 1_100 }))), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(anyLots, fc.integer({ min: 1, max: 300 }), (parts, wanted) => {
      const lots = parts.map(([points, from], n) => lot(`l${n}`, points, from ?? undefined));
      const { draws } = clawBack(lots, { lotId: 'none', lapsed: 0 }, wanted, at);
      const taken = draws.reduce((sum, { points }) => sum - points, 0);
      assert.equal(taken, Math.min(wanted, held(lots, at)));
      const waits = comingOf(lots, at).reduce((sum, { points }) => sum + points, 0);
      const after = lots.map((one) => ({
        ...one,
        remaining: one.remaining + (draws.find(({ lotId }) => lotId === one.id)?.points ?? 0),
      }));
      const spent = spendable(lots, at) - spendable(after, at);
      assert.equal(spent, Math.max(0, taken - waits));
      for (const { remaining } of after) assert.ok(remaining >= 0);
    }),
  );
});

const hour = 60 * 60_000;
const program = {
  timeZone: 'Europe/Berlin',
  pending: { days: 14, tiers: 'at-once' as const },
};
const sold = (text: string, at = Date.parse(text)) =>
  availableFrom(windowEnd(program, Date.parse(text)), at);

test('points wait for whole days after the day of the sale, by the program’s calendar', () => {
  // Whatever the hour: the 29th is the last day on which goods of the 15th come back.
  for (const time of ['00:00:00+01:00', '10:00:00+01:00', '23:59:59+01:00']) {
    assert.equal(sold(`2026-01-15T${time}`), Date.parse('2026-01-30T00:00:00+01:00'), time);
  }
  // Clocks go forward on 29 March and back on 25 October: midnight is midnight.
  assert.equal(sold('2026-03-20T12:00:00+01:00'), Date.parse('2026-04-04T00:00:00+02:00'));
  assert.equal(sold('2026-10-20T12:00:00+02:00'), Date.parse('2026-11-04T00:00:00+01:00'));
});

test('a sale that is reported late waits from the sale on, and not at all when its window is over', () => {
  const soldAt = '2026-01-15T10:00:00+01:00';
  const end = Date.parse('2026-01-30T00:00:00+01:00');
  assert.equal(sold(soldAt, end - hour), end);
  assert.equal(sold(soldAt, end), null);
  assert.equal(sold(soldAt, end + 100 * 24 * hour), null);
});

test('a program that says nothing of it lets nobody wait', () => {
  assert.equal(availableFrom(windowEnd({ timeZone: 'UTC' }, 0), 0), null);
});
