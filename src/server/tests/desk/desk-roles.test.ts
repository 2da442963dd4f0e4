// Reads the table of routes, so that a new one is tried for everybody without a line here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskEndpoints } from '#contract/desk/desk-api.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { Endpoint, Methods } from '#contract/endpoint.ts';
import {
  allDeskRights,
  type DeskRight,
  deskRoles,
  isProved,
  mayDo,
  proofMs,
} from '#domain/desk/desk-role.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { administrator, prove, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
const people = new Map<string, Signed>();
before(async () => {
  t = await startTillpass();
  for (const role of deskRoles) people.set(role, await administrator(t, `The ${role}`, role));
  // A link lets its passkey be followed by a second one for some minutes.
  t.clock.turn(proofMs);
});
after(() => t.close());

interface Route {
  readonly method: 'get' | 'post';
  readonly url: string;
  readonly endpoint: Endpoint;
}

const routes = Object.entries<Methods>(deskEndpoints).flatMap(([name, methods]) =>
  Object.entries(methods).map(
    ([method, endpoint]): Route => ({
      method: method as Route['method'],
      // Nobody's id: whoever is let in is told that it is not there.
      url: deskApi[name as keyof typeof deskApi].replace(/:\w+/, 'nobody'),
      endpoint: endpoint as Endpoint,
    }),
  ),
);
const guarded = routes.filter(({ endpoint }) => endpoint.who === 'administrator');
/** Signing out ends the session that the others need. */
const leaves: readonly string[] = [deskApi.signOut, deskApi.signOutAll];

const ask = (browser: Browser, { method, url }: Route) =>
  method === 'get' ? browser.get(url) : browser.post(url, { nothing: 'right' });

test('every route behind the guard names a right that there is', () => {
  for (const { url, endpoint } of guarded)
    assert.ok(allDeskRights.includes(endpoint.right as DeskRight), url);
});

test('no route of the desk answers nobody, a shopper, a till, a POS or a program', async () => {
  const shopper = await t.joined('shopper@example.com');
  const till = await t.onDuty('main-1');
  const pos = { authorization: `Bearer ${t.keys.get('main-1')}` };
  const forged = t.browser();
  forged.cookies.set('__Host-desk', `00000000-0000-4000-8000-000000000000.${'x'.repeat(43)}`);
  for (const route of guarded) {
    for (const browser of [t.browser(), shopper, till, forged]) {
      const { status, body } = await ask(browser, route);
      assert.deepEqual([status, body.error.key], [401, 'desk-signed-out'], route.url);
    }
    const { status } = await t.browser().get(route.url, pos);
    assert.ok(status === 401 || status === 404, route.url);
  }
});

for (const role of deskRoles)
  test(`${role} reaches the routes of the role, and no other`, async () => {
    const { browser } = people.get(role) as Signed;
    for (const route of guarded) {
      if (leaves.includes(route.url)) continue;
      const right = route.endpoint.right as DeskRight;
      const { status, body } = await ask(browser, route);
      if (!mayDo(role, right)) {
        assert.deepEqual([status, body.error.key], [403, 'desk-role'], route.url);
      } else if (route.method === 'post' && isProved(right)) {
        assert.deepEqual([status, body.error.key], [403, 'desk-prove'], route.url);
      } else {
        assert.ok(status === 200 || status === 400 || status === 404, `${route.url}: ${status}`);
      }
    }
  });

test('a passkey shown for one act opens no other, about nobody else, and not for long', async () => {
  const owner = people.get('owner') as Signed;
  const url = deskApi.administratorLink.replace(':administratorId', 'nobody');
  const key = async (browser: Browser, at = url) => (await browser.post(at)).body.error.key;
  await prove(owner.browser, owner.passkey, 'undo-act', 'nobody');
  assert.equal(await key(owner.browser), 'desk-prove');
  await prove(owner.browser, owner.passkey, 'manage-administrators', 'somebody');
  assert.equal(await key(owner.browser), 'desk-prove');
  await prove(owner.browser, owner.passkey, 'manage-administrators', 'nobody');
  assert.equal(await key(owner.browser), 'not-found', 'let in');
  t.clock.turn(5 * 60_000);
  assert.equal(await key(owner.browser), 'desk-prove');
});

test('nobody proves what their role may not do', async () => {
  const viewer = people.get('viewer') as Signed;
  const asked = await viewer.browser.post(deskApi.proofOptions, {
    right: 'adjust-points',
    subject: 'x',
  });
  assert.equal(asked.body.error.key, 'desk-role');
});
