import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { administrator } from '#server/tests/kit/desk/at-desk.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { startSource } from '#server/tests/kit/events/facts.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { renewFactSecret } from '#server/usecases/occasions/fact-sources.ts';

const facts = [
  { id: 'app', name: { en: 'Uses our other app' } },
  { id: 'tasting', name: { en: 'Came to a tasting' } },
];

let t: Tillpass;
let shop: Awaited<ReturnType<typeof startSource>>;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, facts } });
  shop = await startSource(t, 'shop');
});
after(() => t.close());

const joined = async (address: string) => numberOf(await t.joined(address));
const ago = (minutes: number) => new Date(t.clock.now() - minutes * 60_000).toISOString();

test('a request is taken by its signature alone: of now, of the body as it came, by a secret that is good', async () => {
  const number = await joined('signed@example.com');
  const body = JSON.stringify({ facts: [{ id: 'g-1', member: number, fact: 'app', at: ago(1) }] });
  const key = async (more: Parameters<typeof shop.post>[1]) => {
    const { status, body: said } = await shop.post(body, more);
    return [status, said.error?.key ?? said.facts[0].outcome];
  };
  const nobody = `whsec_${Buffer.alloc(32).toString('base64')}`;
  assert.deepEqual(await key({ secret: nobody }), [401, 'signature-wrong']);
  assert.deepEqual(await key({ source: 'nobody' }), [401, 'signature-wrong']);
  assert.deepEqual(await key({ instead: body.replace('app', 'tasting') }), [
    401,
    'signature-wrong',
  ]);
  assert.deepEqual(await key({ agoMs: 6 * 60_000 }), [401, 'signature-late']);
  assert.deepEqual(await key({ agoMs: -6 * 60_000 }), [401, 'signature-late']);
  assert.deepEqual(await key({}), [200, 'taken']);
  const { secret } = await renewFactSecret(t.context, 'shop');
  assert.deepEqual(
    [await key({ secret }), await key({})],
    [
      [200, 'taken'],
      [200, 'taken'],
    ],
  );
  t.clock.turn(25 * 60 * 60_000);
  assert.deepEqual(await key({}), [401, 'signature-wrong']);
  assert.deepEqual(await key({ secret }), [200, 'taken']);
});

test('a source is made, listed and ended by command', async () => {
  const made = await runCommand(t.context, 'fact-source', 'judge');
  assert.match(made, /facts\?source=judge\nSecret: whsec_[A-Za-z0-9+/]{43}=/);
  await assert.rejects(runCommand(t.context, 'fact-source', 'judge'), /new-fact-secret judge/);
  await assert.rejects(runCommand(t.context, 'fact-source', 'Judge Me'), /small letters/);
  assert.match(await runCommand(t.context, 'fact-sources'), /^judge: since .*, nothing yet$/m);
  assert.match(await runCommand(t.context, 'new-fact-secret', 'judge'), /^New secret: whsec_/);
  await runCommand(t.context, 'end-fact-source', 'judge');
  await assert.rejects(runCommand(t.context, 'end-fact-source', 'judge'), /there are shop/);
});

test('the desk adds, renews and ends one, and a member’s page shows what was told', async () => {
  const number = await joined('seen@example.com');
  const owner = await administrator(t, 'Olga', 'owner');
  const at = (pattern: string, name: string) => pattern.replace(':source', name);
  const add = (name: string) => owner.proved('change-webhooks', '', deskApi.factSources, { name });
  const { secret, url } = (await add('erp')).body;
  assert.match(url, /\/admin\/v1\/facts\?source=erp$/);
  assert.ok(!(await dump(t.context.store.read)).includes(secret.slice(6)), 'kept sealed');
  assert.equal((await add('erp')).body.error.key, 'id-taken');
  assert.equal((await add('ERP')).body.error.key, 'request-invalid');
  const told = { id: 'd-1', member: number, fact: 'app', at: ago(1) };
  const { body } = await shop.post(JSON.stringify({ facts: [told] }), { secret, source: 'erp' });
  assert.equal(body.facts[0].outcome, 'taken');
  const memberId = await memberIdByAddress(t.context.store.read, 'seen@example.com');
  const page = await owner.browser.get(deskApi.member.replace(':memberId', memberId ?? ''));
  assert.deepEqual(page.body.facts, [
    {
      id: 'd-1',
      source: 'erp',
      fact: 'app',
      name: 'Uses our other app',
      about: '',
      withdrawn: false,
      at: Date.parse(told.at),
      points: 0,
    },
  ]);
  const renewed = await owner.proved('change-webhooks', 'erp', at(deskApi.factSourceSecret, 'erp'));
  assert.match(renewed.body.secret, /^whsec_/);
  const listed = (await owner.browser.get(deskApi.factSources)).body.sources;
  const [erp] = listed.filter(({ name }: { name: string }) => name === 'erp');
  assert.ok(erp.heardAt !== null && erp.oldSecretUntil > t.clock.now());
  await owner.proved('change-webhooks', 'erp', at(deskApi.factSourceEnd, 'erp'));
  const late = await shop.post(JSON.stringify({ facts: [told] }), { secret, source: 'erp' });
  assert.equal(late.status, 401);
});
