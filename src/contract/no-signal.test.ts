import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withCases } from './no-signal.ts';

const page =
  '<h1>No connection</h1><p data-case="silent">Again</p>\n<p data-case="not-ours">Its\nsign-in</p><p data-case="wallet">Wallet</p>';

test('of the page without signal stands what is so, and nothing of a case that a newer server knows', () => {
  assert.equal(
    withCases(page, ['silent', 'wallet']),
    '<h1>No connection</h1><p data-case="silent">Again</p>\n<p data-case="wallet">Wallet</p>',
  );
  assert.equal(withCases('<p data-case="flooded">Boat</p><p>Stay</p>', ['silent']), '<p>Stay</p>');
});
