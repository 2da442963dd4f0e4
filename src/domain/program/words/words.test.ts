import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program, Reward } from '#domain/program/program.ts';
import { spokenLanguages } from './words.ts';

const mug: Reward = {
  id: 'mug',
  name: { en: 'Mug' },
  instruction: { en: 'Give one' },
  worth: { kind: 'free-product', product: { en: 'Mug' } },
  points: 100,
};
const programOf = (reward: Reward) =>
  ({ tiers: [], rewards: [reward], stores: [] }) as unknown as Program; // Only these have words.

test('a shop speaks English, and every language in which it has a word', () => {
  assert.deepEqual(spokenLanguages(programOf(mug)), ['en']);
  const instruction = { en: 'Give one', ar: 'قدّم واحدًا' };
  assert.deepEqual(spokenLanguages(programOf({ ...mug, instruction })), ['en', 'ar']);
  const product = { en: 'Mug', ar: 'كوب' };
  assert.deepEqual(
    spokenLanguages(programOf({ ...mug, worth: { kind: 'free-product', product } })),
    ['en', 'ar'],
  );
});
