import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Program, Tier } from '#domain/program/program.ts';
import { type Basket, basketFault, earnedBy, sameBasket } from './purchase.ts';
import type { Tender } from './tender.ts';

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

test('a kind is the same in capitals', () => {
  const tenders = [
    { kind: 'Gift-Card', minor: 500 },
    { kind: 'CARD', minor: 500 },
  ];
  assert.deepEqual(earned({ tenders }), { points: 6, countedMinor: 500 });
  const small = tenders.map(({ kind, minor }) => ({ kind: kind.toLowerCase(), minor }));
  assert.ok(sameBasket(basket({ tenders }), basket({ tenders: small })));
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
    'cash that is rounded by more than coins are',
    { tenders: [{ kind: 'cash', minor: 1_006 }] },
    '/tenders',
    /sum to 1006, not to 1000: say what was change, tip or rounding/,
  ],
  [
    'more change than was handed over',
    {
      tenders: [
        { kind: 'card', minor: 1_001 },
        { kind: 'cash', minor: 500, change: 501 },
      ],
    },
    '/tenders/1',
    /more change, tip and rounding than was paid/,
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

const paid: readonly (readonly [string, number, Tender])[] = [
  ['cash with change', 998, { kind: 'cash', minor: 2_000, change: 1_002 }],
  ['cash rounded up', 998, { kind: 'cash', minor: 1_000, rounding: 2 }],
  ['cash rounded down', 1_002, { kind: 'cash', minor: 1_000, rounding: -2 }],
  ['cash rounded down to nothing', 2, { kind: 'cash', minor: 0, rounding: -2 }],
  ['cash rounded without a word', 1_002, { kind: 'cash', minor: 1_000 }],
  ['cash rounded to nothing without a word', 2, { kind: 'cash', minor: 0 }],
  [
    'cash rounded to whole crowns, with change',
    4_970,
    { kind: 'cash', minor: 10_000, change: 5_000, rounding: 30 },
  ],
  ['a tip on a card', 998, { kind: 'card', minor: 1_148, tip: 150 }],
];
for (const [name, minor, tender] of paid) {
  test(`${name} adds up, and earns on the total`, () => {
    const one = { total: { minor, currency: 'EUR' }, tenders: [tender] };
    assert.equal(basketFault(basket(one)), null);
    assert.deepEqual(earned(one), earned({ total: one.total }));
    const gift = { ...one, tenders: [{ ...tender, kind: 'gift-card' }] };
    if (tender.minor > 0) assert.deepEqual(earned(gift), { points: 0, countedMinor: 0 });
  });
}

test('a rounding that is said is another purchase than one without', () => {
  const cash = { kind: 'cash', minor: 1_000 };
  const said = basket({ tenders: [{ ...cash, rounding: 2 }] });
  assert.ok(!sameBasket(said, basket({ tenders: [cash] })));
  assert.ok(sameBasket(basket({ tenders: [{ ...cash, tip: 0 }] }), basket({ tenders: [cash] })));
});

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
