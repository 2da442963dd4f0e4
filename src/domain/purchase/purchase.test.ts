import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Program, Tier } from '#domain/program/program.ts';
import { type Basket, basketFault, earnedBy, evenLines, sameBasket } from './purchase.ts';

const tier: Tier = {
  ...{ id: 'tier', name: { en: 'Tier' }, fromMinor: 0, rateHundredths: 125 },
  ...{ color: '#000000', perks: [] },
};
const program: Program = {
  ...{ name: 'Shop', brand: { color: '#000000', mark: 'S' }, currency: 'EUR' },
  ...{ timeZone: 'Europe/Berlin', pointsPerUnit: 1, pointsLastMonths: 12, welcomePoints: 0 },
  ...{ voucherMinutes: 30, liveVouchersAtMost: 3, tiers: [tier], rewards: [], stores: [] },
  excludedTenders: ['gift-card', 'store-credit'],
};

const basket = (more: Partial<Basket> = {}): Basket => ({
  total: { minor: 1_000, currency: 'EUR' },
  ...{ taxesMinor: 0, lines: [], tenders: [], redemptions: [] },
  ...more,
});
const earned = (more: Partial<Basket>) => earnedBy(program, tier, basket(more));

test('goods earn, taxes beside them do not', () => {
  assert.deepEqual(earned({}), { points: 12, countedMinor: 1_000 });
  assert.deepEqual(earned({ taxesMinor: 190 }), { points: 12, countedMinor: 1_000 });
});

test('what was paid with an excluded tender earns nothing, goods and taxes sharing it alike', () => {
  const half = {
    tenders: [
      { kind: 'gift-card', minor: 500 },
      { kind: 'card', minor: 500 },
    ],
  };
  assert.deepEqual(earned(half), { points: 6, countedMinor: 500 });
  const all = {
    tenders: [
      { kind: 'gift-card', minor: 400 },
      { kind: 'store-credit', minor: 600 },
    ],
  };
  assert.deepEqual(earned(all), { points: 0, countedMinor: 0 });
  // 11.90 in all, 3.00 of it by gift card: 8.90 of 11.90 of the goods count, which is 7.478...
  const taxed = {
    taxesMinor: 190,
    tenders: [
      { kind: 'gift-card', minor: 300 },
      { kind: 'card', minor: 890 },
    ],
  };
  assert.deepEqual(earned(taxed), { points: 9, countedMinor: 747 });
});

test('it is rounded once: the counted part of 7.999 at 1.25 is 9.99875 and not 7 × 1.25', () => {
  const tenders = [
    { kind: 'gift-card', minor: 1 },
    { kind: 'card', minor: 7_999 },
  ];
  const { points } = earned({ total: { minor: 800, currency: 'EUR' }, taxesMinor: 7_200, tenders });
  assert.equal(points, 9);
});

test('a free basket earns nothing', () => {
  assert.deepEqual(earned({ total: { minor: 0, currency: 'EUR' } }), {
    points: 0,
    countedMinor: 0,
  });
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

test('cash is rounded, change is handed back and a tip is left, and the goods earn what they cost', () => {
  const fits = (more: Partial<Basket>) => {
    assert.equal(basketFault(basket(more)), null);
    assert.deepEqual(earned(more), { points: 12, countedMinor: 1_000 });
  };
  fits({ roundingMinor: 2, tenders: [{ kind: 'cash', minor: 1_002 }] });
  fits({ roundingMinor: -2, tenders: [{ kind: 'cash', minor: 998 }] });
  fits({ tenders: [{ kind: 'cash', minor: 2_000, change: 1_000 }] });
  fits({ tipMinor: 150, taxesMinor: 70, tenders: [{ kind: 'card', minor: 1_220 }] });
  const mixed = [
    { kind: 'gift-card', minor: 600, change: 100 },
    { kind: 'cash', minor: 700, change: 200 },
  ];
  assert.deepEqual(earned({ tenders: mixed }), { points: 6, countedMinor: 500 });
  const tooMuch = basket({ tenders: [{ kind: 'cash', minor: 1_000, change: 1_001 }] });
  assert.equal(basketFault(tooMuch)?.pointer, '/tenders/0/change');
  const free = { total: { minor: 2, currency: 'EUR' }, roundingMinor: -2 };
  const rounded = basket({ ...free, tenders: [{ kind: 'cash', minor: 0 }] });
  assert.equal(basketFault(rounded), null);
  assert.equal(earned(rounded).points, 0);
});

test('a means of payment is the same in whatever case a till writes it', () => {
  for (const kind of ['Gift-Card', 'GIFT-CARD'])
    assert.equal(earned({ tenders: [{ kind, minor: 1_000 }] }).points, 0);
  const [small, large] = ['cash', 'CASH'].map((kind) =>
    basket({ tenders: [{ kind, minor: 1_000 }] }),
  );
  assert.ok(small && large && sameBasket(small, large));
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
