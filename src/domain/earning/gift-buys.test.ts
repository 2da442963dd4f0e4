import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program, Reward } from '#domain/program/program.ts';
import { giftBuys } from './gift-buys.ts';

const tier = (id: string, fromMinor: number) => ({
  id,
  name: { en: id },
  fromMinor,
  rateHundredths: 100,
  color: '#000000',
  perks: [],
});

const reward = (id: string, points: number, more: Partial<Reward> = {}): Reward => ({
  id,
  name: { en: id },
  instruction: { en: 'Give one' },
  worth: { kind: 'perk' },
  points,
  ...more,
});

const programWith = (...rewards: readonly Reward[]): Program => ({
  name: 'Shop',
  brand: { color: '#000000', mark: 'S' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 100,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [tier('member', 0), tier('silver', 50_000)],
  rewards,
  stores: ['main', 'harbour'].map((id) => ({ id, name: id, posters: [], tills: [] })),
});

const here = { at: 1_000, points: 100, storeId: 'main' };

test('the first one that the gift pays for, in the order of the program', () => {
  const program = programWith(reward('dear', 101), reward('cake', 100), reward('coffee', 60));
  assert.equal(giftBuys(program, here)?.id, 'cake');
  assert.equal(giftBuys(program, { ...here, points: 99 })?.id, 'coffee');
  assert.equal(giftBuys(program, { ...here, points: 59 }), null);
});

test('none that a newcomer could not have here and now, and none that needs no gift or may be gone', () => {
  const program = programWith(
    reward('free', 0),
    reward('few', 10, { stock: 5 }),
    reward('silver', 10, { tier: 'silver' }),
    reward('elsewhere', 10, { stores: ['harbour'] }),
    reward('later', 10, { from: 2_000 }),
    reward('for some', 10, { segments: ['regulars'] }),
  );
  assert.equal(giftBuys(program, here), null);
  assert.equal(giftBuys(program, { ...here, storeId: 'harbour' })?.id, 'elsewhere');
  assert.equal(giftBuys(program, { ...here, at: 2_000 })?.id, 'later');
});
