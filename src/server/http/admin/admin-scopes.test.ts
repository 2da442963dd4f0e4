// Reads the table of routes, so that a new one is tried with every scope without a line here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { adminEndpoints } from '#contract/admin/admin-api.ts';
import type { Methods } from '#contract/endpoint.ts';
import { adminApi } from '#contract/paths.ts';
import {
  type AdminScope,
  adminScopes,
  hasScope,
  isAdminScope,
} from '#domain/people/admin-scope.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const routes = Object.entries<Methods>(adminEndpoints).flatMap(([name, methods]) =>
  // What is signed needs no key.
  Object.entries(methods)
    .filter(([, { who }]) => who === 'administrator')
    .map(([method, { right = '' }]) => ({
      method,
      address: adminApi[name as keyof typeof adminApi],
      scope: right as AdminScope,
    })),
);

async function ask(key: string, { method, address }: (typeof routes)[number]) {
  const headers = { authorization: `Bearer ${key}` };
  const url = address.replace(/:\w+/g, 'nobody');
  const browser = new Browser(t.app);
  const { status, body } = await (method === 'get'
    ? browser.get(url, headers)
    : browser.post(url, { nothing: 'right' }, headers));
  return { status, key: body?.error?.key, text: body?.error?.message };
}

test('every route names a scope that there is', () => {
  for (const { address, scope } of routes) assert.ok(isAdminScope(scope), address);
});

for (const scope of [...adminScopes, null])
  test(`a key for ${scope ?? 'everything'} reaches its routes, and no other`, async () => {
    const key = await makeAdminKey(t.context, scope ?? 'all', scope && [scope]);
    for (const route of routes) {
      const { status, key: refused } = await ask(key, route);
      const what = `${route.method} ${route.address}`;
      if (hasScope(scope && [scope], route.scope)) {
        assert.ok([200, 400, 404, 415, 422].includes(status), `${what}: ${status}`);
      } else {
        assert.deepEqual([status, refused], [403, 'key-scope'], what);
      }
    }
  });

test('the command makes a key with scopes, lists it, and says which there are', async () => {
  const made = await runCommand(t.context, 'api-key', 'night job', '--scopes', 'pools:read');
  assert.match(made, /^Key of night job, for pools:read: ta_/);
  const key = /ta_\S+/.exec(made)?.[0] ?? '';
  const [pools, reviews] = ['pools', 'reviews'].map((name) =>
    routes.find(({ address }) => address === adminApi[name as 'pools' | 'reviews']),
  );
  assert.ok(pools && reviews);
  assert.equal((await ask(key, pools)).status, 200);
  assert.match((await ask(key, reviews)).text, /needs the scope opinions:write/);
  assert.match(await runCommand(t.context, 'api-keys'), /^night job: pools:read, since /m);
  await assert.rejects(
    runCommand(t.context, 'api-key', 'wrong', '--scopes', 'pools'),
    /There is no scope "pools"; there are pools:read, /,
  );
  await assert.rejects(
    runCommand(t.context, 'api-key', 'none', '--scopes', ','),
    /--scopes needs some of/,
  );
});

test('docs/pool.md says which routes each scope opens', () => {
  const page = readFileSync('docs/pool.md', 'utf8');
  const rows = [...page.matchAll(/^ *\| `([a-z-]+:\w+)` \| (.*) \|$/gm)];
  const written = rows.map(([, scope, opens = '']) => [
    scope,
    [...opens.matchAll(/`(.+?)`/g)].map(([, route]) => route),
  ]);
  const served = adminScopes.map((scope) => [
    scope,
    routes
      .filter((route) => route.scope === scope)
      .map(
        ({ method, address }) => `${method.toUpperCase()} ${address.replace(/:(\w+)/g, '{$1}')}`,
      ),
  ]);
  assert.deepEqual(written, served);
});
