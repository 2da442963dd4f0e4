import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { showWay } from './show-ways.ts';

const weekend: EarningRule = {
  id: 'weekend',
  kind: 'bonus-period',
  name: { en: 'Double points', ar: 'نقاط مضاعفة' },
  gives: { give: 'times', hundredths: 200 },
  combines: 'add',
  tierRate: false,
  from: Date.UTC(2026, 11, 5, 12),
  until: Date.UTC(2026, 11, 8, 12),
  when: { hours: { from: 8 * 60, until: 20 * 60 } },
  limits: { perMember: { count: 2, every: 'week' } },
};

const asksIn = (language: string) => {
  const [tier] = testProgram.tiers;
  assert.ok(tier);
  // Without the marks that keep each part's direction, which nobody sees.
  const { asks } = showWay(weekend, { program: testProgram, tier, language });
  return asks.map((one) => one.replace(/[\u2068\u2069]/g, ''));
};

test('a way’s days are one sentence, and its hours are written as times are elsewhere', () => {
  assert.deepEqual(asksIn('en'), [
    'Up to 2 times a week.',
    'From 5 December 2026 to 8 December 2026.',
    'From 08:00 to 20:00.',
  ]);
  assert.deepEqual(asksIn('ar'), [
    'حتى مرتين في الأسبوع.',
    'من 5 ديسمبر 2026 إلى 8 ديسمبر 2026.',
    'من 8:00\u00a0ص إلى 8:00\u00a0م.',
  ]);
});
