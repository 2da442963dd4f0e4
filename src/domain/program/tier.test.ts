import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { qualifyingSince } from '#domain/points/qualifying.ts';
import type { Program, Tier } from './program.ts';
import { finishOf, reachesTier, tierStanding } from './tier.ts';

const rung = (id: string, fromMinor: number): Tier => ({
  id,
  name: { en: id },
  fromMinor,
  rateHundredths: 100,
  color: '#000000',
  perks: [],
});

const program: Program = {
  name: 'Shop',
  brand: { color: '#000000', mark: 'S' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [rung('member', 0), rung('silver', 50_000), rung('gold', 120_000)],
  rewards: [],
  stores: [],
};

const standing = (minor: number) => {
  const { tier, next } = tierStanding(program, minor);
  return [tier.id, next?.tier.id ?? null, next?.missingMinor ?? null];
};

test('a tier is held from exactly its amount, and not a cent before', () => {
  assert.deepEqual(standing(0), ['member', 'silver', 50_000]);
  assert.deepEqual(standing(49_999), ['member', 'silver', 1]);
  assert.deepEqual(standing(50_000), ['silver', 'gold', 70_000]);
  assert.deepEqual(standing(119_999), ['silver', 'gold', 1]);
  assert.deepEqual(standing(120_000), ['gold', null, null]);
  assert.deepEqual(standing(99_999_999), ['gold', null, null]);
});

test('who gave back more than they bought in the window stands on the first rung', () => {
  assert.deepEqual(standing(-5_000), ['member', 'silver', 50_000]);
});

test('spending what is missing reaches the next tier, and a cent less does not', () => {
  fc.assert(
    fc.property(fc.nat({ max: 119_999 }), (minor) => {
      const { tier, next } = tierStanding(program, minor);
      assert.ok(next);
      assert.equal(tierStanding(program, minor + next.missingMinor).tier.id, next.tier.id);
      assert.equal(tierStanding(program, minor + next.missingMinor - 1).tier.id, tier.id);
    }),
  );
});

test('a program of one tier has no next', () => {
  const { tier, next } = tierStanding({ ...program, tiers: [rung('member', 0)] }, 1);
  assert.deepEqual([tier.id, next], ['member', null]);
});

test('a program without a first tier is a bug, not a refusal', () => {
  assert.throws(() => tierStanding({ ...program, tiers: [rung('gold', 1)] }, 0), /first tier/);
});

test('a tier reaches itself and everything below', () => {
  const ids = ['member', 'silver', 'gold'];
  for (const [h, held] of ids.entries()) {
    for (const [w, wanted] of ids.entries()) {
      assert.equal(reachesTier(program, held, wanted), h >= w, `${held} for ${wanted}`);
    }
  }
});

test('spend counts towards a tier for twelve months to the moment', () => {
  const at = Date.parse('2026-11-23T14:02:00Z');
  assert.equal(qualifyingSince(at), Date.parse('2025-11-23T14:02:00Z'));
});

test('the first tier is matte, the highest is foil, and what is between is brushed', () => {
  const finishes = (tiers: readonly Tier[]) =>
    tiers.map((tier) => finishOf({ ...program, tiers }, tier)).join(' ');
  assert.equal(finishes(program.tiers), 'matte brushed foil');
  assert.equal(finishes(program.tiers.slice(0, 2)), 'matte foil');
  assert.equal(finishes(program.tiers.slice(0, 1)), 'matte');
});
