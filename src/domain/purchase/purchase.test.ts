import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Basket, basketFault, evenLines, sameBasket } from './purchase.ts';

const basket = (more: Partial<Basket> = {}): Basket => ({
  total: { minor: 1_000, currency: 'EUR' },
  taxesMinor: 0,
  lines: [],
  tenders: [],
  redemptions: [],
  ...more,
});

const line = (id: string, minor: number) => ({ id, minor });
const faults: readonly (readonly [string, Partial<Basket>, string, RegExp])[] = [
  ['lines that are less', { lines: [line('1', 999)] }, '/lines', /sum to 999, not to 1000/],
  ['lines that are more', { lines: [line('1', 999), line('2', 2)] }, '/lines', /sum to 1001/],
  ['a line twice', { lines: [line('1', 500), line('1', 500)] }, '/lines/1/id', /twice/],
  [
    'tenders that forget the taxes',
    { taxesMinor: 70, tenders: [{ kind: 'card', minor: 1_000 }] },
    '/tenders',
    /sum to 1000, not to 1070/,
  ],
  [
    'a reward twice',
    {
      redemptions: [
        { redemptionId: 'r', lines: [] },
        { redemptionId: 'r', lines: [] },
      ],
    },
    '/redemptions/1/redemptionId',
    /twice/,
  ],
  [
    'a reward on a line that is not there',
    { lines: [line('1', 1_000)], redemptions: [{ redemptionId: 'r', lines: [line('2', 5)] }] },
    '/redemptions/0/lines/0/id',
    /no line/,
  ],
  [
    'a reward twice on a line',
    {
      lines: [line('1', 1_000)],
      redemptions: [{ redemptionId: 'r', lines: [line('1', 5), line('1', 5)] }],
    },
    '/redemptions/0/lines/1/id',
    /twice/,
  ],
];
for (const [name, more, pointer, detail] of faults) {
  test(`${name} is a fault with its place`, () => {
    const fault = basketFault(basket(more));
    assert.equal(fault?.pointer, pointer);
    assert.match(fault?.detail ?? '', detail);
  });
}

test('what adds up, or is not told at all, is no fault', () => {
  assert.equal(basketFault(basket()), null);
  const whole = basket({
    taxesMinor: 70,
    lines: [line('1', 0), line('2', 1_000)],
    tenders: [{ kind: 'card', minor: 1_070 }],
    redemptions: [{ redemptionId: 'r', lines: [line('1', 300)] }],
  });
  assert.equal(basketFault(whole), null);
});

test('a basket told in another order is the same, and told otherwise another', () => {
  const lines = fc.uniqueArray(fc.record({ id: fc.string(), minor: fc.nat() }), {
    minLength: 2,
    selector: ({ id }) => id,
  });
  fc.assert(
    fc.property(lines, (told) => {
      const one = basket({ lines: told });
      assert.ok(sameBasket(one, basket({ lines: [...told].reverse() })));
      assert.ok(!sameBasket(one, basket({ lines: told.slice(1) })));
      assert.ok(!sameBasket(one, { ...one, taxesMinor: 1 }));
    }),
  );
});

test('cash is rounded, change is handed back and a tip is left, and it all adds up', () => {
  const fits = (more: Partial<Basket>) => assert.equal(basketFault(basket(more)), null);
  fits({ roundingMinor: 2, tenders: [{ kind: 'cash', minor: 1_002 }] });
  fits({ roundingMinor: -2, tenders: [{ kind: 'cash', minor: 998 }] });
  fits({ tenders: [{ kind: 'cash', minor: 2_000, change: 1_000 }] });
  fits({ tipMinor: 150, taxesMinor: 70, tenders: [{ kind: 'card', minor: 1_220 }] });
  const tooMuch = basket({ tenders: [{ kind: 'cash', minor: 1_000, change: 1_001 }] });
  assert.equal(basketFault(tooMuch)?.pointer, '/tenders/0/change');
  const free = { total: { minor: 2, currency: 'EUR' }, roundingMinor: -2 };
  assert.equal(basketFault(basket({ ...free, tenders: [{ kind: 'cash', minor: 0 }] })), null);
});

test('a means of payment is the same in whatever case a till writes it', () => {
  const [small, large] = ['cash', 'CASH'].map((kind) =>
    basket({ tenders: [{ kind, minor: 1_000 }] }),
  );
  assert.ok(small && large && sameBasket(small, large));
});

test('what an associate confirms is part of the report, in any order and however often', () => {
  const acts = (...ids: string[]) => basket({ acts: ids });
  assert.ok(sameBasket(acts('bag', 'cup'), acts('cup', 'bag', 'bag')));
  assert.ok(!sameBasket(acts('bag'), basket()));
});

test('lines that taxes have rounded are evened out on the largest, and no others', () => {
  const eur = (minor: number) => ({ minor, currency: 'EUR' });
  const lines = [
    { id: 'a', minor: 333 },
    { id: 'b', minor: 334 },
    { id: 'c', minor: 332 },
  ];
  assert.deepEqual(
    evenLines(lines, eur(1_000)).map(({ minor }) => minor),
    [333, 335, 332],
  );
  assert.deepEqual(
    evenLines(lines, eur(998)).map(({ minor }) => minor),
    [333, 333, 332],
  );
  assert.equal(evenLines(lines, eur(1_001)), lines, 'two are more than three lines cost');
  const [one] = lines;
  assert.ok(one);
  assert.deepEqual(evenLines([one], eur(334)), [one], 'one line is its total');
});
