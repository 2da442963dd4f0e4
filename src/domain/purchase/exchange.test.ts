import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitExchange } from './exchange.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });

test('what costs the same keeps every point, and nothing earns anew', () => {
  const { kept, rest } = splitExchange(eur(2_000), { minor: 2_000, points: 25 });
  assert.deepEqual([kept, rest], [25, eur(0)]);
});

test('what costs more keeps every point, and the difference earns', () => {
  const { kept, rest } = splitExchange(eur(2_550), { minor: 2_000, points: 25 });
  assert.deepEqual([kept, rest], [25, eur(550)]);
});

test('what costs less keeps its share, rounded down once', () => {
  const { kept, rest } = splitExchange(eur(999), { minor: 2_000, points: 25 });
  assert.deepEqual([kept, rest], [12, eur(0)]);
});

test('goods that had cost nothing bring no points along', () => {
  const { kept, rest } = splitExchange(eur(700), { minor: 0, points: 0 });
  assert.deepEqual([kept, rest], [0, eur(700)]);
});
