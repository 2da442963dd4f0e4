import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RewardAtIssue, Worth } from '#domain/program/program.ts';
import { termWorth, worthOfPoints } from './worth.ts';

const reward = (id: string, worth: Worth, points = 0): RewardAtIssue => ({
  id,
  name: { en: id },
  instruction: { en: id },
  worth,
  points,
  tier: 'plus',
});
const valuing = { pointWorthMillionths: 500_000, rewardWorthMinor: { ship: 490, cake: 350 } };

test('rewards count by what the till told, then by what the file says, less what their points are worth', () => {
  const used = [
    { reward: reward('five', { kind: 'amount-off', minor: 500 }, 100), offMinor: null },
    { reward: reward('tenth', { kind: 'percent-off', percent: 10 }), offMinor: 1234 },
    { reward: reward('unknown', { kind: 'percent-off', percent: 10 }), offMinor: null },
    { reward: reward('ship', { kind: 'free-shipping' }), offMinor: null },
    {
      reward: reward('cake', { kind: 'free-product', product: { en: 'Cake' } }, 900),
      offMinor: null,
    },
  ];
  // Half a cent a point: the five costs fifty cents of points, and the cake more than it is worth.
  assert.deepEqual(termWorth(valuing, used, 1001), {
    rewards: 450 + 1234,
    shipping: 490,
    points: 500,
    total: 450 + 1234 + 490 + 500,
  });
});

test('points have no worth where the program says none, and never one below nothing', () => {
  assert.equal(worthOfPoints({}, 1_000), 0);
  assert.equal(worthOfPoints(valuing, -5), 0);
});
