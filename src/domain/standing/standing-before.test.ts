import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RatedSale, TimedReturn } from '#domain/purchase/rating.ts';
import { standingBefore } from './standing.ts';

/** What counted for a sale by the usual rule, the spend of twelve months. */
function qualifyingBefore(sales: readonly RatedSale[], sale: RatedSale, waits: boolean): number {
  const tier = { id: 'member', name: { en: 'Member' }, fromMinor: 0, rateHundredths: 100 };
  const terms = {
    tiers: [{ ...tier, color: '#000000', perks: [] }],
    currency: 'EUR',
    pointsPerUnit: 1,
    timeZone: 'Europe/Berlin',
    ...(waits && { pending: { days: 14, tiers: 'when-available' as const } }),
  };
  return standingBefore({ joinedAt: 0, sales, terms: [{ from: 0, terms }] }, sale).counted;
}

const day = 24 * 60 * 60_000;
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

test('what was sold before counts, what was sold after or twelve months before does not', () => {
  const sale = sold('now', noon);
  const sales = [
    sale,
    sold('before', noon - day),
    sold('after', noon + 1),
    sold('long ago', Date.UTC(2025, 10, 3, 12)),
    sold('just in the window', Date.UTC(2025, 10, 3, 12, 0, 0, 1)),
  ];
  assert.equal(qualifyingBefore(sales, sale, false), 2_000);
  assert.equal(qualifyingBefore(sales.toReversed(), sale, false), 2_000);
});

test('what came back before a sale does not count for it, what came back after does', () => {
  const sale = sold('now', noon);
  const early = sold('before', noon - day, { returns: [back(noon - 1)] });
  const late = sold('before', noon - day, { returns: [back(noon)] });
  assert.equal(qualifyingBefore([early], sale, false), 600);
  assert.equal(qualifyingBefore([late], sale, false), 1_000);
  const lines = [
    { id: 'a', minor: 700 },
    { id: 'b', minor: 300 },
  ];
  const byLine = sold('before', noon - day, {
    lines,
    returns: [back(noon - 2, { what: 'lines', minor: 300, lines: [{ id: 'b', minor: 300 }] })],
  });
  assert.equal(qualifyingBefore([byLine], sale, false), 700);
  const whole = { ...byLine, returns: [...byLine.returns, back(noon - 1, { what: 'whole' })] };
  assert.equal(qualifyingBefore([whole], sale, false), 0);
});

test('where tiers wait for points, a sale counts from the day on which its points can be spent', () => {
  const before = sold('before', noon - day, { countsFrom: noon });
  assert.equal(qualifyingBefore([before], sold('now', noon), true), 1_000);
  assert.equal(qualifyingBefore([before], sold('now', noon - 1), true), 0);
  assert.equal(qualifyingBefore([before], sold('now', noon - 1), false), 1_000);
});
