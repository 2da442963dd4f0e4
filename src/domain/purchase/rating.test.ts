import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedSteps, inOrderOfSale, type RatedSale, type TimedReturn } from './rating.ts';

const noon = Date.UTC(2026, 10, 3, 12);
const sold = (receiptNumber: string, soldAt: number, more: Partial<RatedSale> = {}): RatedSale => ({
  tillId: 't1',
  receiptNumber,
  soldAt,
  total: { minor: 1_000, currency: 'EUR' },
  lines: [],
  counted: 1_000,
  countsFrom: null,
  returns: [],
  ...more,
});
const back = (at: number, more: Partial<TimedReturn> = {}): TimedReturn => ({
  at,
  what: 'amount',
  minor: 400,
  lines: [],
  ...more,
});

test('sales stand in the order of their times, then of tills and of numbers that count up', () => {
  const sales = [sold('10', noon), sold('9', noon), sold('1', noon + 1), sold('2', noon - 1)];
  const other = { ...sold('1', noon), tillId: 't0' };
  assert.deepEqual(
    [...sales, other].sort(inOrderOfSale).map((one) => `${one.tillId} ${one.receiptNumber}`),
    ['t1 2', 't0 1', 't1 9', 't1 10', 't1 1'],
  );
});

test('a sale counts less with each return, in the order of their times, and never before it was sold', () => {
  const sale = sold('a', noon, { returns: [back(noon + 9), back(noon - 1, { minor: 100 })] });
  assert.deepEqual(countedSteps(sale), [
    { at: noon, minor: 1_000 },
    { at: noon, minor: 900 },
    { at: noon + 9, minor: 500 },
  ]);
});
