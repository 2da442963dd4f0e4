import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nothingBack, type Returned, type Sold } from '#domain/purchase/return.ts';
import { type EarnedLine, lineBack } from './earned-line.ts';

const sold: Sold = {
  total: { minor: 1_000, currency: 'EUR' },
  lines: [
    { id: 'a', minor: 600 },
    { id: 'b', minor: 400 },
  ],
};
const back = (lines: Record<string, number>, unlinedMinor = 0): Returned => ({
  ...nothingBack,
  unlinedMinor,
  lines: new Map(Object.entries(lines)),
});
const earned = (more: Partial<EarnedLine> = {}): EarnedLine => ({
  rule: 'rule',
  points: 60,
  counted: 0,
  within: 0,
  on: [],
  spread: true,
  needs: 0,
  ...more,
});
const pointsOf = (line: EarnedLine, returned: Returned) =>
  lineBack(sold, returned, line, line.points);

test('what goods earned by their price comes back with those goods, part by part', () => {
  const onA = earned({ on: [{ id: 'a', minor: 600 }] });
  assert.equal(pointsOf(onA, back({ b: 400 })), 0);
  assert.equal(pointsOf(onA, back({ a: 300 })), 30);
  assert.equal(pointsOf(onA, back({ a: 600 })), 60);
  assert.equal(pointsOf(earned(), back({ a: 300 })), 18);
});

test('what was given as a whole stays while its condition holds, and comes back at once when it no longer does', () => {
  const whole = earned({ spread: false, needs: 500 });
  assert.equal(pointsOf(whole, back({ b: 400 })), 0);
  assert.equal(pointsOf(whole, back({ b: 400 }, 100)), 0);
  assert.equal(pointsOf(whole, back({ b: 400 }, 101)), 60);
  const onA = earned({ spread: false, needs: 1, on: [{ id: 'a', minor: 600 }] });
  assert.equal(pointsOf(onA, back({ a: 599 })), 0);
  assert.equal(pointsOf(onA, back({ a: 600 })), 60);
});

test('what was given for goods that cost nothing stays until those goods are back', () => {
  const goods: Sold = {
    total: { minor: 600, currency: 'EUR' },
    lines: [
      { id: 'coffee', minor: 0 },
      { id: 'sandwich', minor: 600 },
    ],
  };
  const gift = earned({ spread: false, needs: 1, on: [{ id: 'coffee', minor: 0 }] });
  const visit = earned({ spread: false, needs: 1 });
  for (const [returned, ofGift, ofVisit] of [
    [nothingBack, 0, 0],
    [back({ sandwich: 600 }), 0, 0],
    [back({}, 600), 0, 0],
    [back({ coffee: 0 }), 60, 0],
    [back({ coffee: 0, sandwich: 600 }), 60, 60],
    [{ ...nothingBack, whole: true }, 60, 60],
  ] as const) {
    assert.equal(lineBack(goods, returned, gift, 60), ofGift);
    assert.equal(lineBack(goods, returned, visit, 60), ofVisit);
  }
  const free: Sold = { total: { minor: 0, currency: 'EUR' }, lines: [] };
  assert.equal(lineBack(free, nothingBack, visit, 60), 0);
});

test('a multiplier with a minimum comes back in proportion above it, and whole below', () => {
  const line = earned({ needs: 500 });
  assert.equal(pointsOf(line, back({ b: 400 })), 24);
  assert.equal(pointsOf(line, back({ b: 400, a: 200 })), 60);
});

test('more goods back never take fewer points, and all goods take all, in whatever order they come', () => {
  const lines = fc.array(fc.oneof(fc.constant(0), fc.nat(20_000)), {
    minLength: 1,
    maxLength: 4,
  });
  const parts = fc.array(fc.record({ line: fc.nat(3), part: fc.nat(100) }), { maxLength: 6 });
  const facts = fc.record({
    points: fc.nat(500),
    spread: fc.boolean(),
    share: fc.nat(120),
    on: fc.nat(4),
  });
  fc.assert(
    fc.property(lines, parts, facts, (minors, steps, { points, spread, share, on }) => {
      const goods: Sold = {
        total: { minor: minors.reduce((a, b) => a + b, 0), currency: 'EUR' },
        lines: minors.map((minor, index) => ({ id: `${index}`, minor })),
      };
      const own = goods.lines.slice(0, on);
      const needs = Math.floor((goods.total.minor * share) / 100);
      const line = earned({ points, spread, on: own, needs: spread ? needs : Math.max(1, needs) });
      const returned = new Map<string, number>();
      let before = lineBack(goods, back({}), line, points);
      for (const step of steps) {
        const one = goods.lines[step.line % goods.lines.length];
        if (!one) continue;
        const had = returned.get(one.id) ?? 0;
        returned.set(one.id, had + Math.floor(((one.minor - had) * step.part) / 100));
        const now = lineBack(goods, { ...nothingBack, lines: returned }, line, points);
        assert.ok(now >= before && now <= points, `${now} after ${before}`);
        before = now;
      }
      const all = new Map(goods.lines.map(({ id, minor }) => [id, minor]));
      assert.equal(lineBack(goods, { ...nothingBack, lines: all }, line, points), points);
      assert.equal(lineBack(goods, { ...nothingBack, whole: true }, line, points), points);
    }),
    { numRuns: 500, seed: 20_261_127 },
  );
});
