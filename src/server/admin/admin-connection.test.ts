import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AdminFault } from './admin-command.ts';
import { readConnection } from './admin-connection.ts';

const secret = 'shpat_0123456789';
const read = (typed: string, key = secret) => readConnection(typed.split(' '), key);

test('what docs/mint.md says to type is read', () => {
  assert.deepEqual(read('shopify --shop corner.myshopify.com'), {
    vendor: 'shopify',
    shop: 'corner.myshopify.com',
    key: { kind: 'token', token: secret },
  });
  assert.deepEqual(read('shopify --shop corner.myshopify.com --client-id abc'), {
    vendor: 'shopify',
    shop: 'corner.myshopify.com',
    key: { kind: 'client', clientId: 'abc', secret },
  });
  assert.deepEqual(read('square --location L88917AVBK2S5'), {
    vendor: 'square',
    locationId: 'L88917AVBK2S5',
    token: secret,
    sandbox: false,
  });
  assert.equal(JSON.stringify(read('square --sandbox --location LTEST01')).includes('true'), true);
});

test('a key is sent to the vendor’s own hosts only', () => {
  for (const shop of [
    ...['corner.example', 'myshopify.com', 'a.myshopify.com.evil.example', 'a/b.myshopify.com'],
    ...['127.0.0.1', 'corner.myshopify.com:8080', 'user@corner.myshopify.com', 'A.myshopify.com'],
  ]) {
    assert.throws(() => read(`shopify --shop ${shop}`), /Say which shop/, shop);
  }
  assert.throws(() => read('square --location ../x'), /Say which location/);
});

test('what is missing or misspelt is said', () => {
  assert.throws(() => read('stripe'), /shopify or square/);
  assert.throws(() => read('shopify --shop corner.myshopify.com', ''), /standard input/);
  assert.throws(() => read('shopify --shop corner.myshopify.com', 'two words'), /standard input/);
  assert.throws(() => read('shopify --shp corner.myshopify.com'), AdminFault);
});
