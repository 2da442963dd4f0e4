import type { Program, Reward } from '#domain/program/program.ts';

const reward = (id: string, points: number, more: Partial<Reward> = {}): Reward => ({
  id,
  name: { en: `Reward ${id}`, ar: `مكافأة ${id}` },
  instruction: { en: `Give ${id}`, ar: `أعط ${id}` },
  worth: { kind: 'amount-off', minor: 500 },
  points,
  ...more,
});

/** A small program with one reward for each reason to refuse one. */
export const testProgram: Program = {
  name: 'Test & Sons',
  brand: { color: '#7a3b2e', mark: 'T' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 150,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [
    {
      id: 'member',
      name: { en: 'Member', ar: 'عضو' },
      fromMinor: 0,
      rateHundredths: 100,
      color: '#8a6d3b',
      perks: [],
    },
    {
      id: 'silver',
      name: { en: 'Silver', ar: 'فضي' },
      fromMinor: 50_000,
      rateHundredths: 125,
      color: '#888888',
      perks: [],
    },
    {
      id: 'gold',
      name: { en: 'Gold', ar: 'ذهبي' },
      fromMinor: 120_000,
      rateHundredths: 150,
      color: '#c9a227',
      perks: [],
    },
  ],
  rewards: [
    reward('coffee', 100),
    reward('cake', 100),
    reward('small', 10),
    reward('mug', 40),
    reward('dear', 1_000),
    reward('golden', 10, { tier: 'gold' }),
    reward('gone', 10, { stock: 0 }),
    reward('last', 10, { stock: 1 }),
    reward('harbour', 10, { stores: ['harbour'] }),
    reward('later', 10, { from: Date.UTC(2026, 11, 1) }),
    reward('past', 10, { until: Date.UTC(2025, 11, 1) }),
  ],
  stores: [
    {
      id: 'main',
      name: 'Main St.',
      posters: [{ placement: 'M1', place: { en: 'Window' } }],
      tills: [
        { id: 'main-1', name: 'Till 1' },
        { id: 'main-2', name: 'Till 2' },
      ],
    },
    {
      id: 'harbour',
      name: 'Harbour',
      posters: [{ placement: 'H1', place: { en: 'Counter' } }],
      tills: [{ id: 'harbour-1', name: 'Till 1' }],
    },
  ],
};
