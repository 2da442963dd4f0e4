import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressFault, addressWords, type WebhookTargets } from './target.ts';

const targetFault = (url: string, targets: WebhookTargets): string | null => {
  const fault = addressFault(url, targets);
  return fault === null ? null : addressWords[fault];
};

const faults: readonly (readonly [string, RegExp | null])[] = [
  ['https://hooks.shop.example/tillpass?key=1', null],
  ['https://hooks.shop.example:8443/', null],
  ['https://93.184.216.34/', null],
  ['http://hooks.shop.example/', /must begin with https/],
  ['ftp://hooks.shop.example/', /must begin with https/],
  ['file:///etc/passwd', /must begin with https/],
  ['hooks.shop.example', /no web address/],
  ['', /no web address/],
  [`https://hooks.shop.example/${'x'.repeat(2_000)}`, /no web address/],
  ['https://user:secret@hooks.shop.example/', /user or a password/],
  ['https://user@hooks.shop.example/', /user or a password/],
  ['https://hooks.shop.example/#part', /behind #/],
  ['https://hooks.shop.example:25/', /port 443 or 8443/],
  ['https://hooks.shop.example:5432/', /port 443 or 8443/],
  // A URL may write one address in many ways; all of them are read as the address itself.
  ['https://127.0.0.1/', /not public/],
  ['https://127.1/', /not public/],
  ['https://2130706433/', /not public/],
  ['https://0x7f.0.0.1/', /not public/],
  ['https://0177.0.0.1/', /not public/],
  ['https://[::1]/', /not public/],
  ['https://[::ffff:127.0.0.1]/', /not public/],
  ['https://[64:ff9b::7f00:1]/', /not public/],
  ['https://169.254.169.254/latest/meta-data/', /not public/],
  ['https://①②⑦.0.0.1/', /not public/],
];

test('webhooks go over TLS to web servers of the open internet', () => {
  for (const [url, fault] of faults) {
    const found = targetFault(url, 'public');
    if (fault === null) assert.equal(found, null, url);
    else assert.match(found ?? 'nothing is wrong', fault, url);
  }
});

test('where it is being tried out they may stay on this machine', () => {
  for (const url of ['http://127.0.0.1:9000/', 'http://localhost:9000/', 'https://[::1]:9000/']) {
    assert.equal(targetFault(url, 'local'), null, url);
  }
  assert.match(targetFault('http://user:secret@localhost/', 'local') ?? '', /user or a password/);
});
