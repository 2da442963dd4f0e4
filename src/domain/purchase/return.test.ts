import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Accepted,
  acceptReturn,
  dueBack,
  type GoodsBack,
  leftOf,
  nothingBack,
  type Returned,
  returnFault,
  type Sold,
} from './return.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const line = (id: string, minor: number) => ({ id, minor });
const amount = (minor: number): GoodsBack => ({ what: 'amount', amount: eur(minor) });
const lines = (...ids: (string | readonly [string, number])[]): GoodsBack => ({
  what: 'lines',
  lines: ids.map((one) =>
    typeof one === 'string' ? { id: one, minor: null } : { id: one[0], minor: one[1] },
  ),
});
const whole: GoodsBack = { what: 'whole' };

const sold: Sold = { total: eur(1_299), lines: [line('a', 999), line('b', 300), line('gift', 0)] };

/** Accepts all of these one after another; each must fit. */
function after(of: Sold, ...backs: readonly GoodsBack[]): Returned {
  return backs.reduce<Returned>((returned, back) => {
    const accepted = acceptReturn(of, returned, back);
    assert.ok(!('key' in accepted), JSON.stringify(accepted));
    return accepted.returned;
  }, nothingBack);
}
const keyOf = (answer: Accepted | { key: string }) => ('key' in answer ? answer.key : 'accepted');

test('a whole return brings back all that is left, once', () => {
  const part = after(sold, lines('a'));
  const rest = acceptReturn(sold, part, whole);
  assert.equal('key' in rest ? null : rest.minor, 300);
  assert.deepEqual(acceptReturn(sold, after(sold, whole), whole), {
    key: 'return-too-large',
    money: eur(0),
  });
});

test('a line comes back in parts up to what was paid for it, and says what is left', () => {
  const part = after(sold, lines(['a', 400]));
  assert.equal(keyOf(acceptReturn(sold, part, lines(['a', 599]))), 'accepted');
  assert.deepEqual(acceptReturn(sold, part, lines(['a', 600])), {
    key: 'return-too-large',
    money: eur(599),
  });
  assert.equal(keyOf(acceptReturn(sold, after(sold, lines('a')), lines('a'))), 'return-too-large');
});

test('what cost nothing comes back once too', () => {
  const back = after(sold, lines('gift'));
  assert.equal(keyOf(acceptReturn(sold, back, lines('gift'))), 'return-too-large');
  assert.equal(keyOf(acceptReturn(sold, nothingBack, lines(['gift', 1]))), 'return-too-large');
});

test('an amount of no line leaves less for the lines together', () => {
  const part = after(sold, amount(1_000));
  assert.equal(leftOf(sold, part), 299);
  assert.equal(keyOf(acceptReturn(sold, part, lines('b'))), 'return-too-large');
  assert.equal(keyOf(acceptReturn(sold, part, lines(['b', 299]))), 'accepted');
  assert.equal(keyOf(acceptReturn(sold, part, amount(300))), 'return-too-large');
});

test('a line that was never sold, and one named twice', () => {
  assert.deepEqual(acceptReturn(sold, nothingBack, lines('c')), { key: 'line-unknown', line: 'c' });
  assert.equal(returnFault(lines('a', 'b', 'a'))?.pointer, '/lines/2/id');
  assert.equal(returnFault(lines('a', 'b')), null);
});

test('12 points of 9.99 and 3.00 are 9 and 3, and come back with their line', () => {
  const going = { amount: 12, on: [] };
  assert.equal(dueBack(sold, after(sold, lines('a')), going), 9);
  assert.equal(dueBack(sold, after(sold, lines('b')), going), 3);
  assert.equal(dueBack(sold, after(sold, lines(['a', 500])), going), 4);
  assert.equal(dueBack(sold, after(sold, lines(['a', 500]), lines('a')), going), 9);
  assert.equal(dueBack(sold, after(sold, lines('gift')), going), 0);
});

test('a reward on one line comes back with that line and no other', () => {
  const free: Sold = { total: eur(300), lines: [line('cake', 300), line('coffee', 0)] };
  const going = { amount: 100, on: [line('coffee', 350)] };
  assert.equal(dueBack(free, after(free, lines('cake')), going), 0);
  assert.equal(dueBack(free, after(free, lines('coffee')), going), 100);
  assert.equal(dueBack(free, after(free, whole), going), 100);
});

test('a line whose discount was undone at the till gives nothing more when it comes back', () => {
  const going = { amount: 100, on: [line('a', 300), line('b', 200)] };
  const undone = new Set(['a']);
  assert.equal(dueBack(sold, nothingBack, { ...going, undone }), 60);
  assert.equal(dueBack(sold, after(sold, lines('a')), { ...going, undone }), 60);
  assert.equal(dueBack(sold, after(sold, lines('a', 'b')), { ...going, undone }), 100);
});

const anySold = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000 })), { maxLength: 6 })
  .chain((minors) =>
    fc.integer({ min: 0, max: 10_000 }).map((alone): Sold => {
      const told = minors.map((minor, index) => line(`l${index}`, minor));
      const sum = minors.reduce((total, minor) => total + minor, 0);
      return { total: eur(told.length === 0 ? alone : sum), lines: told };
    }),
  );
const anyBack: fc.Arbitrary<GoodsBack> = fc.oneof(
  fc.integer({ min: 1, max: 10_000 }).map(amount),
  fc
    .tuple(fc.nat(5), fc.option(fc.integer({ min: 1, max: 10_000 })))
    .map(([number, minor]) => lines(minor === null ? `l${number}` : [`l${number}`, minor])),
);
const anyGoing = fc.record({
  amount: fc.nat(2_000),
  on: fc.constant([]),
  undone: fc.uniqueArray(fc.nat(5)).map((all) => new Set(all.map((number) => `l${number}`))),
});

test('whatever comes back in whatever pieces: never less than before, and with everything back it is everything', () => {
  fc.assert(
    fc.property(anySold, fc.array(anyBack, { maxLength: 12 }), anyGoing, (of, backs, going) => {
      let returned = nothingBack;
      let before = dueBack(of, returned, going);
      for (const back of [...backs, whole]) {
        const accepted = acceptReturn(of, returned, back);
        if ('key' in accepted) continue;
        assert.equal(leftOf(of, accepted.returned), leftOf(of, returned) - accepted.minor);
        returned = accepted.returned;
        const due = dueBack(of, returned, going);
        assert.ok(due >= before && due <= going.amount, `${before}, then ${due}`);
        before = due;
      }
      const goods = of.total.minor > 0 || of.lines.length > 0;
      if (goods && leftOf(of, returned) === 0 && returned.whole) assert.equal(before, going.amount);
    }),
  );
});

test('line by line and in parts, in any order, sums to the whole exactly', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 });
  const shuffled = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(
      fc.array(cuts, { minLength: 1, maxLength: 5 }),
      fc.nat(5_000),
      shuffled,
      (parts, points, order) => {
        const told = parts.map((cut, index) =>
          line(
            `l${index}`,
            cut.reduce((sum, minor) => sum + minor, 0),
          ),
        );
        const total = told.reduce((sum, { minor }) => sum + minor, 0);
        const of: Sold = { total: eur(total), lines: told };
        const pieces = parts
          .flatMap((cut, index) => cut.map((minor) => lines([`l${index}`, minor])))
          .map((piece) => ({ piece, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ piece }) => piece);
        const taken = pieces.map((_, n) =>
          dueBack(of, after(of, ...pieces.slice(0, n + 1)), { amount: points, on: [] }),
        );
        assert.equal(taken.at(-1), points);
      },
    ),
  );
});

test('the order in which two returns come makes no difference to what both take', () => {
  fc.assert(
    fc.property(anySold, anyBack, anyBack, anyGoing, (of, one, other, going) => {
      const ends = [
        [one, other],
        [other, one],
      ].map((backs) => {
        let returned = nothingBack;
        for (const back of backs) {
          const accepted = acceptReturn(of, returned, back);
          if ('key' in accepted) return null;
          returned = accepted.returned;
        }
        return dueBack(of, returned, going);
      });
      // "What is left of a line" depends on the returns before it, so only given amounts are compared here.
      const said = [one, other].every(
        (back) => back.what !== 'lines' || back.lines[0]?.minor !== null,
      );
      if (said) assert.equal(ends[0], ends[1]);
    }),
  );
});
