import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineAsTold, productFault, type SoldLine, units } from './line.ts';

const bread: SoldLine = {
  id: '1',
  minor: 800,
  gtin: '4006381333931',
  sku: 'B-17',
  name: 'Rye bread',
  categories: ['Food > Bread', '120'],
  quantity: 2,
  unit: 'piece',
  listMinor: 1_000,
  promotions: [{ id: 'spring', minor: 200 }],
};

test('a line that says all of its product is taken, and so is one that says nothing', () => {
  assert.equal(productFault([bread, { id: '2', minor: 300 }]), null);
});

const wrong: readonly (readonly [string, Partial<SoldLine>, string, RegExp])[] = [
  ['a number of eleven digits', { gtin: '40063813339' }, '/gtin', /8, 12, 13 or 14/],
  ['a wrong check digit', { gtin: '4006381333932' }, '/gtin', /check digit/],
  ['none of it', { quantity: 0 }, '/quantity', /above 0/],
  ['less than none', { quantity: -1 }, '/quantity', /above 0/],
  ['a million pieces', { quantity: 1_000_000 }, '/quantity', /at most 100000/],
  ['half a piece', { quantity: 0.5 }, '/quantity', /whole/],
  ['a weight finer than a gram', { quantity: 0.4567, unit: 'kg' }, '/quantity', /3 digits/],
  ['a category twice', { categories: ['120', '7', '120'] }, '/categories/2', /twice/],
  [
    'a discount larger than its price',
    { minor: 0, promotions: [{ id: 'all', minor: 1_002 }] },
    '/promotions',
    /take 1002 off 1000/,
  ],
  ['a price that nobody paid', { minor: 803 }, '/listMinor', /the 803 .* the 200/],
];
for (const [what, more, pointer, detail] of wrong) {
  test(`${what} is refused at its field`, () => {
    const fault = productFault([
      { id: '0', minor: 1 },
      { ...bread, ...more },
    ]);
    assert.equal(fault?.pointer, `/lines/1${pointer}`);
    assert.match(fault.detail, detail);
  });
}

test('a unit of nothing is refused at its field', () => {
  const fault = productFault([{ id: '1', minor: 1, unit: 'kg' }]);
  assert.deepEqual(fault, { pointer: '/lines/0/unit', detail: 'says of what, but no quantity' });
});

test('every weight of whole grams is taken, as a scale says it', () => {
  const grams = fc.integer({ min: 1, max: 100_000_000 });
  fc.assert(
    fc.property(grams, (g) => {
      const line: SoldLine = { id: '1', minor: 1, quantity: g / 1_000, unit: 'kg' };
      assert.equal(productFault([line]), null);
    }),
  );
});

test('pieces are the unit where none is said; every unit is one of a shop', () => {
  assert.deepEqual(
    lineAsTold({ id: '1', minor: 1, quantity: 2 }),
    lineAsTold({ id: '1', minor: 1, quantity: 2, unit: 'piece' }),
  );
  for (const unit of units) {
    assert.equal(productFault([{ id: '1', minor: 1, quantity: 1, unit }]), null, unit);
  }
});

test('a list price that was rounded for its tax is no contradiction', () => {
  // 9.99 with 19 % are 8.394 without: told as 8.39 of the line and 8.40 of the list.
  assert.equal(productFault([{ ...bread, minor: 801 }]), null);
});

test('two tellings of a line are one, whatever the order of its categories and promotions', () => {
  const twice = [...(bread.promotions ?? []), { id: 'card', minor: 0 }];
  const one = { ...bread, promotions: twice };
  const turned = { ...one, categories: ['120', 'Food > Bread'], promotions: twice.toReversed() };
  assert.deepEqual(lineAsTold(one), lineAsTold(turned));
  for (const other of [{ sku: 'B-18' }, { name: 'Bread' }, { quantity: 3 }, { listMinor: 1_001 }]) {
    assert.notDeepEqual(lineAsTold(one), lineAsTold({ ...one, ...other }));
  }
});
