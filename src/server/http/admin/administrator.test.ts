import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { adminEndpoints } from '#contract/admin/admin-api.ts';
import type { Endpoints, Methods } from '#contract/endpoint.ts';
import { adminApi } from '#contract/paths.ts';
import { balance, issued, refusal } from '#server/tests/kit/counter.ts';
import { codes, lines, startWithPools } from '#server/tests/kit/pools/pool.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { endAdminKeys, makeAdminKey } from '#server/usecases/pools/admin-key.ts';

let t: Tillpass;
let key: string;
before(async () => {
  t = await startWithPools();
  key = await makeAdminKey(t.context, 'back office');
});
after(() => t.close());

const codesOf = (rewardId: string, query = '') =>
  adminApi.codes.replace(':rewardId', rewardId) + query;

async function ask(method: 'GET' | 'POST', url: string, body?: string | Buffer, more = {}) {
  const answer = await t.app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'text/csv' }),
      ...more,
    },
    ...(body !== undefined && { payload: body }),
  });
  return { status: answer.statusCode, text: answer.body, body: answer.json() };
}

test('a program loads codes, looks how far it is, and settles', async () => {
  const sent = await ask('POST', codesOf('coffee', '?store=kiosk&low=3'), lines(...codes(20)));
  assert.equal(sent.status, 200, sent.text);
  assert.deepEqual([sent.body.state, sent.body.added, sent.body.left], ['done', 20, 20]);
  const { body } = await ask('GET', adminApi.uploads);
  assert.deepEqual(body.uploads[0].uploadId, sent.body.uploadId);
  const one = await ask('GET', adminApi.upload.replace(':uploadId', sent.body.uploadId));
  assert.deepEqual(
    [one.body.rewardId, one.body.storeId, one.body.state, one.body.lines, one.body.faults],
    ['coffee', 'kiosk', 'done', 20, []],
  );

  const phone = await t.joined('api@example.com', 'K1');
  const { code } = await issued(phone, 'coffee');
  const at = new Date(t.clock.now()).toISOString();
  const file = `${at}|${code}\n`;
  const settled = await ask(
    'POST',
    `${adminApi.settlements}?store=kiosk&until=${at}&separator=%7C&code=2&time=1`,
    file,
  );
  assert.equal(settled.status, 200, settled.text);
  assert.deepEqual([settled.body.counts.used, settled.body.returned], [1, 0]);
  assert.equal(await balance(phone), 50);
  const { pools } = (await ask('GET', adminApi.pools)).body;
  assert.deepEqual([pools[0].free, pools[0].used, pools[0].mark], [19, 1, 3]);
});

test('all or nothing is asked for in the address', async () => {
  const { body } = await ask('POST', codesOf('cake', '?allOrNothing=true'), lines('A', 'B', 'A'));
  assert.deepEqual([body.state, body.added, body.left], ['refused', 0, 0]);
  assert.deepEqual(body.faults, [{ line: 3, fault: 'in-file', ofLine: 1 }]);
});

test('a file larger than any other request is read as it comes', async () => {
  const many = lines(...codes(12_000, 0, 'LARGE'));
  assert.ok(many.length > 64 * 1024);
  const { body } = await ask('POST', codesOf('small'), many);
  assert.equal(body.added, 12_000);
});

test('without an administrator’s key nothing is told, and a till’s key is none', async () => {
  const till = { authorization: `Bearer ${t.keys.get('main-1')}` };
  for (const more of [{ authorization: '' }, { authorization: 'Bearer ta_nonsense' }, till]) {
    for (const url of [codesOf('coffee'), `${adminApi.settlements}?store=kiosk`]) {
      const answer = await ask('POST', url, 'A\n', more);
      assert.equal(refusal(answer as never).key, 'key-unknown');
      assert.equal(answer.status, 401);
    }
  }
  const short = await makeAdminKey(t.context, 'short');
  const asShort = { authorization: `Bearer ${short}` };
  assert.equal((await ask('GET', adminApi.pools, undefined, asShort)).status, 200);
  assert.equal(await endAdminKeys(t.context, 'short'), 1);
  assert.equal((await ask('GET', adminApi.pools, undefined, asShort)).status, 401);
});

test('what is wrong with a request is refused with its key, a sentence and a pointer', async () => {
  const asked: readonly [string, string | Buffer, object, string][] = [
    [codesOf('nothing'), 'A\n', {}, 'reward-unknown'],
    [codesOf('coffee', '?store=moon'), 'A\n', {}, 'store-unknown'],
    [codesOf('coffee', '?symbology=runes'), 'A\n', {}, 'request-invalid'],
    [codesOf('coffee', '?colour=red'), 'A\n', {}, 'request-invalid'],
    [codesOf('coffee', '?column=Coupon'), 'a,b\n', {}, 'file-column'],
    [codesOf('coffee'), Buffer.from('K\u00e4se\n', 'latin1'), {}, 'file-encoding'],
    [codesOf('coffee'), '{}', { 'content-type': 'application/json' }, 'request-invalid'],
    [codesOf('small', '?symbology=itf'), '12\n', {}, 'symbology-other'],
    [adminApi.settlements, 'A\n', {}, 'request-invalid'],
    [`${adminApi.settlements}?store=moon`, 'A\n', {}, 'store-unknown'],
    [
      `${adminApi.settlements}?store=kiosk&until=2999-01-01T00:00:00Z`,
      'A\n',
      {},
      'request-invalid',
    ],
    [`${adminApi.settlements}?store=kiosk&dates=hh`, 'A\n', {}, 'request-invalid'],
  ];
  for (const [url, body, more, expected] of asked) {
    const { status, text, body: said } = await ask('POST', url, body, more);
    assertRefused(status, text, url);
    assert.equal(said.error.key, expected, url);
  }
  const unknown = await ask('GET', adminApi.upload.replace(':uploadId', '12'));
  assertRefused(unknown.status, unknown.text, 'an unknown upload');
});

test('docs/pool.md, docs/opinions.md, docs/import.md and docs/facts.md list every address with its options, and no other', () => {
  const pages = ['docs/pool.md', 'docs/opinions.md', 'docs/import.md', 'docs/facts.md'];
  const page = pages.map((file) => readFileSync(file, 'utf8')).join('\n');
  const rows = [...page.matchAll(/^\| `(GET|POST) (\S+)` \| (.*?) ?\|/gm)];
  const written = rows.map(([, method, address, options = '']) => [
    `${method} ${address}`,
    options.replaceAll('`', '').trim(),
  ]);
  const table: Endpoints<typeof adminApi> = adminEndpoints;
  const served = Object.entries<Methods>(table).flatMap(([name, methods]) =>
    Object.entries(methods).map(([method, { query }]) => {
      const address = adminApi[name as keyof typeof adminApi].replace(/:(\w+)/g, '{$1}');
      const { properties = {} } = query ?? {};
      return [`${method.toUpperCase()} ${address}`, Object.keys(properties).join(' ')];
    }),
  );
  assert.deepEqual(written, served);
});
