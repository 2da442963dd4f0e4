import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TierTerms } from '#domain/program/tier-terms.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { decideAlike } from './standing.ts';

const { tiers, timeZone, currency, pointsPerUnit } = testProgram;
const spend: TierTerms = { tiers, timeZone, currency, pointsPerUnit };
const points: TierTerms = { ...spend, tierRule: { by: 'points', period: 'rolling' } };
const withTiers = (change: (tier: (typeof tiers)[number]) => (typeof tiers)[number]) => ({
  ...spend,
  tiers: tiers.map(change),
});

test('names, perks and rates decide no tier, and points only where tiers go by them', () => {
  const renamed = withTiers((tier) => ({
    ...tier,
    name: { en: 'Other' },
    perks: [],
    rateHundredths: 900,
  }));
  assert.equal(decideAlike(spend, renamed), true);
  assert.equal(decideAlike(spend, { ...spend, pointsPerUnit: 9 }), true);
  assert.equal(decideAlike(points, { ...points, pointsPerUnit: 9 }), false);
});

test('amounts, order, invitation, rule, currency and time zone decide a tier', () => {
  for (const other of [
    points,
    withTiers((tier) => ({ ...tier, fromMinor: tier.fromMinor * 2 })),
    withTiers((tier) => (tier.fromMinor > 0 ? { ...tier, invitation: true } : tier)),
    { ...spend, tiers: tiers.slice(0, 1) },
    { ...spend, currency: 'SEK' },
    { ...spend, timeZone: 'Asia/Dubai' },
  ])
    assert.equal(decideAlike(spend, other), false, JSON.stringify(other));
});
