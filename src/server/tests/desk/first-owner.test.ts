import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DeskLinkFace } from '#contract/desk/desk-answers.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { tokenOf } from '#server/tests/kit/desk/at-desk.ts';
import { Authenticator } from '#server/tests/kit/desk/authenticator.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { inviteAdministrator } from '#server/usecases/desk/administrators.ts';

let t: Tillpass;
let token: string;
before(async () => {
  t = await startTillpass({ program: null });
  const printed = await runCommand(t.context, 'begin', 'Owner');
  token = tokenOf(/http\S+/.exec(printed)?.[0] ?? '');
});
after(() => t.close());

const face = async (of: string): Promise<DeskLinkFace> =>
  (await t.browser().post(deskApi.link, { token: of })).body;
/** Uses a link under a name. */
const enter = async (of: string, name: string) => {
  const [browser, passkey] = [t.browser(), new Authenticator()];
  const options = await browser.post(deskApi.linkOptions, { token: of, name });
  if (options.status !== 200) return { browser, answer: options };
  const made = passkey.make(options.body);
  const answer = await browser.post(deskApi.linkEnter, { token: of, name, passkey: made });
  return { browser, answer };
};

test('the first owner says what they are called, and is that from the first act on', async () => {
  const { name, saysName } = await face(token);
  assert.deepEqual([name, saysName], ['Owner', true]);
  const { browser, answer } = await enter(token, ' Olga Byrne ');
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await browser.get(deskApi.me)).body.name, 'Olga Byrne');
  const { rows } = (await browser.get(deskApi.acts)).body;
  const named = rows.find(({ act }: { act: string }) => act === 'administrator-named');
  assert.deepEqual([named.actor, named.changes], ['Olga Byrne', { name: ['Owner', 'Olga Byrne'] }]);
});

test('who was invited has the name of the invitation, whatever the browser sends', async () => {
  const { url } = await inviteAdministrator(t.context, { name: 'Omar', role: 'owner' });
  assert.equal((await face(tokenOf(url))).saysName, false);
  const { browser, answer } = await enter(tokenOf(url), 'Olga Byrne');
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await browser.get(deskApi.me)).body.name, 'Omar');
});

test('a name that nobody can read, or that somebody has, is refused and the link stays good', async () => {
  const shop = await startTillpass({ program: null });
  try {
    const printed = await runCommand(shop.context, 'begin', 'Owner');
    const first = tokenOf(/http\S+/.exec(printed)?.[0] ?? '');
    await inviteAdministrator(shop.context, { name: 'Ed', role: 'editor' });
    const ask = (name: string) => shop.browser().post(deskApi.linkOptions, { token: first, name });
    const fault = async (name: string) => (await ask(name)).body.error.details.fault;
    assert.equal(await fault(' \u200b'), 'empty');
    assert.equal(await fault('x'.repeat(61)), 'long');
    for (const same of [' eD ', '\u200fEd\u200e']) assert.equal(await fault(same), 'taken');
    assert.equal(await fault('Command line'), 'taken');
    assert.equal((await ask('Olga')).status, 200);
  } finally {
    await shop.close();
  }
});
