import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fastify from 'fastify';
import { adminApi, askApi, memberApi, posApi, surveyApi, tillApi } from '#contract/paths.ts';
import { forAudience } from '#server/http/edge/audience.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** What a stranger may ask: signing in, signing out, and a language. */
const openToAll = new Set<string>([
  ...[memberApi.signIns, memberApi.signIn, memberApi.code, memberApi.enter, memberApi.signOut],
  ...[memberApi.linkEnter, memberApi.linkMatch, memberApi.linkNotMe, memberApi.language],
  memberApi.handOverClaim,
  tillApi.enrol,
]);

const audiences = {
  member: [{ ...memberApi, ...askApi, ...surveyApi }, 'signed-out'],
  till: [tillApi, 'device-unknown'],
  pos: [posApi, 'key-unknown'],
  admin: [adminApi, 'key-unknown'],
} as const;

for (const [audience, [table, refusal]] of Object.entries(audiences)) {
  test(`without a key of theirs nobody gets past the ${audience}'s door, whatever they send`, async () => {
    const addresses = Object.values(table).filter((address) => !openToAll.has(address));
    for (const address of addresses) {
      const url = address.replace(/:\w+/g, 'x');
      const answers = await Promise.all([t.browser().get(url), t.browser().post(url, { odd: 1 })]);
      // Each address has one of the two methods, and some have both.
      const known = answers.filter(({ status }) => status !== 404);
      assert.ok(known.length > 0, `${address} has a route`);
      // Facts come with their system's signature in the place of a key.
      const wanted = address === adminApi.facts ? 'signature-wrong' : refusal;
      for (const { body } of known) assert.equal(body.error.key, wanted, address);
    }
  });
}

test('a browser that asks for another site whether it may call is answered by nobody', async () => {
  for (const url of [posApi.look, posApi.purchases, adminApi.pools, memberApi.signIns]) {
    const { statusCode, headers } = await t.app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        host: 'localhost:8080',
        origin: 'https://pos.example',
        'access-control-request-method': 'POST',
      },
    });
    assert.equal(statusCode, 404, url);
    const granted = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
    assert.deepEqual(granted, [], url);
  }
});

test('a route that stands in no table of its audience stops the start', async () => {
  const app = fastify();
  const beside = forAudience(app, 'pos', (scope) => {
    scope.get(posApi.look, async () => ({}));
    scope.get(adminApi.pools, async () => ({}));
  });
  await assert.rejects(beside, /\/admin\/v1\/pools stands in no table of pos/);
});
