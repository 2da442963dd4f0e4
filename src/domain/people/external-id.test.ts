import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isExternalId, readExternalId } from './external-id.ts';

test('an external id is read from a text, as its system writes it', () => {
  assert.deepEqual(readExternalId('shopify:5123'), { source: 'shopify', id: '5123' });
  assert.deepEqual(readExternalId('erp-2:000/A:7'), { source: 'erp-2', id: '000/A:7' });
});

test('what another thing could be is none', () => {
  for (const text of ['', 'shopify', ':5', 'shopify:', 'Shopify:5', '4820163573', 'a b:5', 'a:5 6'])
    assert.equal(readExternalId(text), null, text);
  assert.equal(readExternalId(`a:${'1'.repeat(65)}`), null);
  assert.equal(readExternalId('ada@example.com'), null);
  assert.equal(isExternalId({ source: 'square', id: 'ندى' }), false);
});
