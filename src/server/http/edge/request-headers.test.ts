import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const get = (url: string, headers: Readonly<Record<string, string>>) =>
  t.app.inject({ url, headers: { host: 'localhost:8080', accept: 'text/html', ...headers } });

const headers = [
  ...['accept', 'accept-encoding', 'accept-language', 'authorization', 'cookie', 'content-type'],
  ...['origin', 'range', 'referer', 'user-agent', 'x-forwarded-for', 'x-forwarded-host'],
];

/** Far more than a page takes on a busy machine, and far less than such a header could take without the limit. */
const atMostMs = 60;

const turnsAtMost = 10;

/** The least of some, because other work of the process must not count; no more of them than it takes to know enough. */
async function processorMs(ask: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turnsAtMost && least >= atMostMs; turn += 1) {
    const before = process.cpuUsage();
    await ask();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

for (const name of headers) {
  test(`a long ${name} takes no more time than a page does`, async () => {
    for (const filling of [' ', '\t', ';', ',', 'a-', '=', '%', '"', '/']) {
      const value = `a${filling.repeat(Math.floor(15_000 / filling.length))}b`;
      const spent = await processorMs(() => get('/P/M1', { [name]: value }));
      assert.ok(spent < atMostMs, `${filling}: ${spent} ms`);
    }
  });
}

test('what browsers really send is read whole', async () => {
  const long = 'ar-EG;q=0.9, de-DE ; q = 0.8, '.padEnd(190, 'x');
  assert.match((await get('/P/M1', { 'accept-language': long })).body, /<html lang="ar"/);
  const cookies = `${'a'.repeat(3_000)}=1; __Host-language=ar`;
  assert.match((await get('/P/M1', { cookie: cookies })).body, /<html lang="ar"/);
});

test('JSON says each name once, and is UTF-8 by its own word', async () => {
  const post = (payload: string, type = 'application/json') =>
    t.app.inject({
      method: 'POST',
      url: memberApi.signIns,
      headers: { host: 'localhost:8080', 'content-type': type },
      payload,
    });
  const detail = async (...of: Parameters<typeof post>) => {
    const answer = await post(...of);
    return [answer.statusCode, answer.json().error?.details.detail];
  };
  const twice = '{"email":"a@example.com","email":"b@example.com"}';
  assert.deepEqual(await detail(twice), [400, 'has a name twice']);
  assert.deepEqual(await detail('{"email":"a@example.com","\\u0065mail":"b@example.com"}'), [
    400,
    'has a name twice',
  ]);
  const right = '{"email":"\\"a\\":{b}@example.com"}';
  assert.notEqual((await detail(right))[1], 'has a name twice');
  for (const charset of ['utf-16', '"UTF-16LE"', 'latin1'])
    assert.deepEqual(
      await detail('{"email":"a@example.com"}', `application/json; charset=${charset}`),
      [400, 'must be UTF-8'],
    );
  for (const charset of ['utf-8', '"UTF-8"'])
    assert.equal(
      (await post('{"email":"a@example.com"}', `application/json; charset=${charset}`)).statusCode,
      200,
    );
});

test('robots.txt is asked for again after a day, and a part beyond the end of a file is none', async () => {
  assert.equal((await get('/robots.txt', {})).headers['cache-control'], 'public, max-age=86400');
  assert.equal((await get('/robots.txt', { range: 'bytes=100000-' })).statusCode, 416);
});

test('a Host that is no name and port is refused, whatever one could read out of it', async () => {
  const odd = [
    'localhost:80@evil.example',
    'evil.example/localhost',
    'localhost:',
    'localhost:808080',
  ];
  odd.push(
    'localhost, evil.example',
    'user@localhost',
    'localhost:8080:80',
    '[::1',
    'local host',
    '?',
  );
  for (const host of odd)
    for (const url of ['/P/M1', '/dev/inbox', '/dev/inbox.json', '/api/wallet']) {
      const answer = await t.app.inject({ url, headers: { host, accept: 'application/json' } });
      assert.equal(answer.statusCode, 400, `${host} ${url}`);
      assert.equal(answer.json().error.pointer, '/headers/host');
    }
  for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1:8080', '[::1]:8080', 'a_b.example.'])
    assert.equal((await get('/P/M1', { host })).statusCode, 200, host);
});
