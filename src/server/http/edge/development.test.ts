import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const get = (url: string) => t.app.inject({ url, headers: { accept: 'text/html' } });

for (const url of ['/', '/till', '/dev/nothing']) {
  test(`a built server sends ${url} with no policy of development`, async () => {
    const { headers } = await get(url);
    assert.doesNotMatch(String(headers['content-security-policy']), /'unsafe-(inline|eval)'|ws:/);
    assert.equal(headers['x-frame-options'], 'DENY');
  });
}

for (const url of ['/dev/gallery', '/@vite/client', '/src/shopper/main.tsx', '/package.json']) {
  test(`a built server has no ${url}`, async () => {
    assert.equal((await get(url)).statusCode, 404);
  });
}
