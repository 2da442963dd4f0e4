import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeSourceOf } from './code-source.ts';
import type { Program, Reward, Store } from './program.ts';
import type { Way } from './way.ts';

const store = (id: string, way?: Way): Store => ({
  id,
  name: `Store ${id}`,
  posters: [],
  tills: [],
  ...(way && { way }),
});
const withStores = (...stores: Store[]) => ({ stores }) as unknown as Program; // Nothing else is asked for.
const reward = (stores?: string[]) => ({ ...(stores && { stores }) }) as unknown as Reward;

test('our own page and a POS that asks take the same code', () => {
  const program = withStores(store('a'), store('b', 'page'), store('c', 'ask'));
  assert.equal(codeSourceOf(program, reward(), null), 'own');
  assert.equal(codeSourceOf(program, reward(), 'c'), 'own');
});

test('the store in which a member stands says where the code comes from', () => {
  const program = withStores(store('a'), store('b', 'pool'), store('c', 'mint'));
  assert.equal(codeSourceOf(program, reward(), 'a'), 'own');
  assert.equal(codeSourceOf(program, reward(), 'b'), 'pool');
  assert.equal(codeSourceOf(program, reward(), 'c'), 'mint');
});

test('a code out of a pool is always for one shop', () => {
  const program = withStores(store('a', 'pool'), store('b', 'pool'));
  assert.deepEqual(codeSourceOf(program, reward(), null), {
    key: 'store-needed',
    stores: ['Store a', 'Store b'],
  });
  assert.equal(codeSourceOf(program, reward(), 'b'), 'pool');
});

test('a member at home is asked for the store only where that makes a difference', () => {
  const program = withStores(store('a'), store('b', 'pool'));
  assert.equal(codeSourceOf(program, reward(['b']), null), 'pool');
  assert.deepEqual(codeSourceOf(program, reward(), null), {
    key: 'store-needed',
    stores: ['Store a', 'Store b'],
  });
});

test('a discount is made in one store’s POS, so the store is asked for where there are two', () => {
  const program = withStores(store('a', 'mint'), store('b', 'mint'));
  assert.equal(codeSourceOf(program, reward(), 'b'), 'mint');
  assert.equal(codeSourceOf(program, reward(['b']), null), 'mint');
  assert.deepEqual(codeSourceOf(program, reward(), null), {
    key: 'store-needed',
    stores: ['Store a', 'Store b'],
  });
});
