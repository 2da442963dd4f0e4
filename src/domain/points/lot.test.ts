import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Draw } from './ledger.ts';
import {
  backOf,
  comeBack,
  drawFrom,
  expiredLots,
  expiriesOf,
  type Lot,
  spendable,
  undrawn,
  undrawnPart,
} from './lot.ts';

const at = 1_000;
const lot = (id: string, remaining: number, expiresAt: number): Lot => ({
  id,
  remaining,
  expiresAt,
});

/** Lots on both sides of `at`, some empty, with ids of their own. */
const anyLots = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 900, max: 1_100 })), {
    maxLength: 12,
  })
  .map((parts) =>
    parts.map(([remaining, expiresAt], index) => lot(`l${index}`, remaining, expiresAt)),
  );
const anyWish = fc.integer({ min: 1, max: 3_000 });

const applied = (lots: readonly Lot[], draws: readonly Draw[]): Lot[] =>
  lots.map((one) => ({
    ...one,
    remaining: draws.reduce(
      (sum, { lotId, points }) => (lotId === one.id ? sum + points : sum),
      one.remaining,
    ),
  }));

test('points that expire soonest are spent first', () => {
  const lots = [lot('summer', 100, 3_000), lot('spring', 40, 2_000), lot('autumn', 100, 4_000)];
  assert.deepEqual(drawFrom(lots, 60, at), [
    { lotId: 'spring', points: -40 },
    { lotId: 'summer', points: -20 },
  ]);
});

test('lots of the same day are spent in one order, whatever order they come in', () => {
  const lots = [lot('a', 10, 2_000), lot('b', 10, 2_000), lot('c', 10, 2_000)];
  assert.deepEqual(drawFrom([...lots].reverse(), 15, at), drawFrom(lots, 15, at));
});

test('a lot that expires at this very moment is neither counted nor drawn from', () => {
  const lots = [lot('gone', 100, at), lot('live', 50, at + 1)];
  assert.equal(spendable(lots, at), 50);
  assert.equal(drawFrom(lots, 51, at), null);
  assert.deepEqual(drawFrom(lots, 50, at), [{ lotId: 'live', points: -50 }]);
});

test('to draw nothing, or less than nothing, is a bug', () => {
  for (const wanted of [0, -1, Number.NaN]) {
    assert.throws(() => drawFrom([lot('a', 10, 2_000)], wanted, at), RangeError);
  }
});

test('whatever the lots: drawn is exactly what was wanted, or nothing because they hold too little', () => {
  fc.assert(
    fc.property(anyLots, anyWish, (lots, wanted) => {
      const draws = drawFrom(lots, wanted, at);
      assert.equal(draws === null, spendable(lots, at) < wanted);
      const total = draws?.reduce((sum, draw) => sum + draw.points, 0) ?? -wanted;
      assert.equal(total, -wanted);
    }),
  );
});

test('whatever the lots: none is overdrawn, expired, or left standing before a later one', () => {
  fc.assert(
    fc.property(anyLots, anyWish, (lots, wanted) => {
      const draws = drawFrom(lots, wanted, at) ?? [];
      const after = applied(lots, draws);
      assert.ok(after.every(({ remaining }) => remaining >= 0));
      const drawn = lots.filter(({ id }) => draws.some(({ lotId }) => lotId === id));
      assert.ok(drawn.every(({ expiresAt }) => expiresAt > at));
      const latest = Math.max(0, ...drawn.map(({ expiresAt }) => expiresAt));
      const skipped = after.filter(({ expiresAt }) => expiresAt > at && expiresAt < latest);
      assert.ok(skipped.every(({ remaining }) => remaining === 0));
    }),
  );
});

test('whatever was drawn, undrawing it leaves every lot as it was, its expiry too', () => {
  fc.assert(
    fc.property(anyLots, anyWish, (lots, wanted) => {
      const draws = drawFrom(lots, wanted, at) ?? [];
      assert.deepEqual(applied(applied(lots, draws), undrawn(draws)), lots);
    }),
  );
});

test('of a part that comes back, the points that live longest come first', () => {
  const draws = [
    { lotId: 'spring', points: -40 },
    { lotId: 'summer', points: -20 },
  ];
  assert.deepEqual(undrawnPart(draws, 0, 30), [
    { lotId: 'spring', points: 10 },
    { lotId: 'summer', points: 20 },
  ]);
  assert.deepEqual(undrawnPart(draws, 30, 60), [{ lotId: 'spring', points: 30 }]);
});

test('however a give-back is cut, its parts undo what was drawn', () => {
  fc.assert(
    fc.property(anyLots, anyWish, fc.array(fc.nat(3_000)), (lots, wanted, cuts) => {
      const draws = drawFrom(lots, wanted, at) ?? [];
      const ends = [...cuts.filter((cut) => cut < wanted), wanted].sort((a, b) => a - b);
      let from = 0;
      let now = applied(lots, draws);
      for (const to of ends) {
        now = applied(now, undrawnPart(draws, from, to));
        from = to;
      }
      assert.deepEqual(now, lots);
    }),
  );
});

test('what expires is told for each day together, and the rest of a long list with the last', () => {
  const lots = [lot('a', 30, 2_000), lot('b', 12, 2_000), lot('c', 99, 3_000), lot('d', 0, 1_500)];
  const [soon, later] = [
    { points: 42, at: 2_000 },
    { points: 99, at: 3_000 },
  ];
  assert.deepEqual(expiriesOf(lots, at), [soon, later]);
  assert.deepEqual(expiriesOf(lots, 2_000), [later]);
  assert.deepEqual(expiriesOf(lots, 3_000), []);
  assert.deepEqual(expiriesOf(lots, at, 1), [{ points: 141, at: 3_000 }]);
});

test('a lot of whose end nobody was told can be spent after it, before all others', () => {
  const untold: Lot = { ...lot('old', 10, at - 500), untold: true };
  const lots = [lot('new', 10, 9_000), untold];
  assert.equal(spendable(lots, at), 20);
  assert.deepEqual(expiredLots(lots, at), []);
  assert.deepEqual(drawFrom(lots, 5, at), [{ lotId: 'old', points: -5 }]);
  const { untold: _, ...told } = untold;
  assert.equal(spendable([told], at), 0);
});

test('the clock takes what expired and still holds points, soonest first', () => {
  const lots = [lot('b', 5, 900), lot('a', 5, 800), lot('empty', 0, 700), lot('live', 5, at + 1)];
  assert.deepEqual(
    expiredLots(lots, at).map(({ id }) => id),
    ['a', 'b'],
  );
});

test('every point of every lot is either to spend or to expire, never both', () => {
  fc.assert(
    fc.property(anyLots, (lots) => {
      const gone = expiredLots(lots, at).reduce((sum, { remaining }) => sum + remaining, 0);
      const all = lots.reduce((sum, { remaining }) => sum + remaining, 0);
      assert.equal(spendable(lots, at) + gone, all);
    }),
  );
});

test('points that a voucher held past their last day come back into a lot of their own, and only once', () => {
  const back = { cause: 'give-back:r1', at };
  const ends = new Map([
    ['gone', at],
    ['gone too', at - 1],
    ['alive', at + 1],
  ]);
  const held = [
    { lotId: 'gone too', points: 10 },
    { lotId: 'gone', points: 20 },
    { lotId: 'alive', points: 30 },
  ];
  const came = comeBack(held, ends, back);
  assert.deepEqual(came, {
    draws: [
      { lotId: 'give-back:r1', points: 30 },
      { lotId: 'alive', points: 30 },
    ],
    opens: true,
  });
  const whole = { points: 60, draws: came.draws, at, lotExpiresAt: at + 7 };
  const told = backOf([whole], new Map([...ends, [back.cause, at + 7]]));
  assert.deepEqual(told, { points: 60, lapsed: 0, until: at + 7 });

  const second = [{ lotId: 'give-back:r1', points: 30 }];
  const late = new Map([['give-back:r1', at]]);
  const again = comeBack(second, late, { cause: 'give-back:r2', at });
  assert.deepEqual(again, { draws: second, opens: false });
  const lost = { points: 30, draws: second, at, lotExpiresAt: null };
  assert.deepEqual(backOf([lost], late), { points: 30, lapsed: 30, until: null });
});
