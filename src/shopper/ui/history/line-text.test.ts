import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineText } from './line-text.ts';

const inWords = (points: number) => `${points} points`;

test('a line that an older version kept without words says the name that it has, or its points', () => {
  const taken = { rule: 'issue', reward: 'Coffee', redemptionId: 'r' } as const;
  const gift = { rule: 'award', name: 'A full card' } as const;
  assert.equal(
    lineText({ what: taken, points: -50, text: 'Coffee, used' }, inWords),
    'Coffee, used',
  );
  assert.equal(lineText({ what: taken, points: -50 }, inWords), 'Coffee');
  assert.equal(lineText({ what: gift, points: 20 }, inWords), 'A full card');
  assert.equal(lineText({ what: { rule: 'lot-expiry' }, points: -20 }, inWords), '20 points');
});
