import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const opened = { br: brotliDecompressSync, gzip: gunzipSync };

describe('compression', () => {
  const get = (url: string, accepted: string) =>
    t.app.inject({ url, headers: { accept: 'text/html', 'accept-encoding': accepted } });

  for (const [accepted, expected] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=0.8', 'gzip'],
    ['br;q=0, gzip;q=1.0', 'gzip'],
    ['br;q=0.000', undefined],
    ['identity', undefined],
    ['', undefined],
    ['brotli', undefined],
  ] as const) {
    test(`"${accepted}" gets ${expected ?? 'it as it is'}`, async () => {
      const answer = await get('/sign-in', accepted);
      assert.equal(answer.headers['content-encoding'], expected);
      assert.match(String(answer.headers.vary), /accept-encoding/);
      const raw = answer.rawPayload;
      const text = expected ? opened[expected](raw) : raw;
      assert.match(text.toString(), /^<!doctype html>/);
    });
  }

  test('of what was built is brotli’s own file', async () => {
    const [, script] = /href="(\/assets\/[^"]+\.js)"/.exec((await get('/', '')).body) ?? [];
    const answer = await get(script ?? '', 'gzip, br');
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.match(String(answer.headers.vary), /accept-encoding/i);
    assert.match(String(answer.headers['cache-control']), /immutable/);
  });
});
