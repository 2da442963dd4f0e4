import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn } from './other-engines.ts';

test('an engine that starts is tested', () => {
  const found = foundIn('firefox: starts\nwebkit: starts\n');
  assert.deepEqual(found, { able: ['firefox', 'webkit'], skipped: [] });
});

test('one that is not here, or does not start, is skipped and named', () => {
  const output = 'firefox: not here\nError: webkit: no display\nwebkit: does not start here\n';
  assert.deepEqual(foundIn(output), {
    able: [],
    skipped: ['skipped: firefox not here', 'skipped: webkit does not start here'],
  });
});

test('one of which nothing was heard is skipped too', () => {
  assert.deepEqual(foundIn('firefox: starts\n\nEnded after 360 seconds.\n'), {
    able: ['firefox'],
    skipped: ['skipped: webkit gave no answer here'],
  });
});
