// One sale, and the rules that it may meet.
import type { Before } from '#domain/earning/earn.ts';
import type { EarningProgram, Sale } from '#domain/earning/fitting.ts';
import type { EarningRule, SaleRule } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import type { Basket } from '#domain/purchase/purchase.ts';

export const tier = (rateHundredths: number, id = 'tier'): Tier => ({
  id,
  name: { en: 'Tier' },
  fromMinor: 0,
  rateHundredths,
  color: '#000000',
  perks: [],
});
export const programOf = (...earning: EarningRule[]): EarningProgram => ({
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  excludedTenders: ['gift'],
  earning,
});
export const rule = (id: string, more: Partial<SaleRule> = {}): SaleRule => ({
  id,
  name: { en: id },
  kind: 'product',
  combines: 'add',
  tierRate: false,
  gives: { give: 'points', points: 50 },
  when: {},
  limits: {},
  ...more,
});

export const nothing: Before = { bought: false, toMember: new Map(), inAll: new Map() };
/** A Friday, 27 November 2026, at noon in Berlin. */
export const noon = Date.parse('2026-11-27T12:00:00+01:00');
export const saleOf = (more: Partial<Basket> = {}, other: Partial<Sale> = {}): Sale => ({
  soldAt: noon,
  storeId: 'main',
  basket: {
    taxesMinor: 0,
    lines: [],
    tenders: [],
    redemptions: [],
    total: {
      minor: (more.lines ?? []).reduce((sum, { minor }) => sum + minor, 0),
      currency: 'EUR',
    },
    ...more,
  },
  ...other,
});
