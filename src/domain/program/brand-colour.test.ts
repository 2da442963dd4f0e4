import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillOf } from './brand-colour.ts';

test('a bright brand keeps its colour and bears dark ink', () => {
  for (const bright of ['#f2c200', '#ff5fa2', '#a3e635', '#ff7a00', '#7dd3fc', '#ffffff']) {
    assert.deepEqual(fillOf(bright), { ground: bright, ink: '#1b1714', away: '#ffffff' });
  }
});

test('a dark brand keeps its colour and bears white', () => {
  for (const dark of ['#155e75', '#000000', '#7f1d1d', '#1d6b52', '#5b21b6']) {
    assert.deepEqual(fillOf(dark), { ground: dark, ink: '#ffffff', away: '#000000' });
  }
});

test('a brand on which white is almost readable loses the little light that is too much', () => {
  assert.deepEqual(fillOf('#ef4444'), { ground: '#d73c3c', ink: '#ffffff', away: '#000000' });
});
