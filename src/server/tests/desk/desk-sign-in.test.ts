import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { proofMs } from '#domain/desk/desk-role.ts';
import { deskIdleMs, deskLinkMs, deskSessionMs } from '#domain/desk/desk-session.ts';
import { Refused } from '#domain/refusal.ts';
import { changeAdministrator, liveAdministrators } from '#server/storage/desk/administrators.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { administrator, begun, signedIn, tokenOf } from '#server/tests/kit/desk/at-desk.ts';
import { Authenticator } from '#server/tests/kit/desk/authenticator.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { inviteAdministrator, linkForOwner } from '#server/usecases/desk/administrators.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const key = (answer: { body: { error?: { key?: string } } }) => answer.body?.error?.key;

test('the first owner begins by the link of the command line, and signs in by passkey from then on', async () => {
  const printed = await runCommand(t.context, 'desk-owner', 'Ada');
  const { browser, passkey } = await begun(t, /#([\w-]+)/.exec(printed)?.[1] ?? '');
  const me = await browser.get(deskApi.me);
  assert.deepEqual([me.body.name, me.body.role], ['Ada', 'owner']);
  assert.match(String(browser.cookies.get('__Host-desk')), /^[0-9a-f-]{36}\./);
  const elsewhere = await signedIn(t, passkey);
  assert.equal((await elsewhere.get(deskApi.me)).body.name, 'Ada');
});

test('a link works once, for a day, and a new one ends it', async () => {
  const first = await linkForOwner(t.context, 'Bea');
  const second = await linkForOwner(t.context, 'Bea');
  const browser = t.browser();
  const look = (url: string) => browser.post(deskApi.link, { token: tokenOf(url) });
  assert.equal(key(await look(first.url)), 'desk-link-spent');
  assert.deepEqual((await look(second.url)).body.name, 'Bea');
  await begun(t, tokenOf(second.url));
  assert.equal(key(await look(second.url)), 'desk-link-spent');
  const third = await linkForOwner(t.context, 'Cleo');
  t.clock.turn(deskLinkMs);
  assert.equal(key(await look(third.url)), 'desk-link-spent');
});

test('whoever lost every passkey gets a link, and what was lost opens nothing any more', async () => {
  const { browser, passkey } = await administrator(t, 'Dora');
  const { url } = await linkForOwner(t.context, 'Dora');
  const again = await begun(t, tokenOf(url));
  assert.equal(key(await browser.get(deskApi.me)), 'desk-signed-out');
  const { body } = await browser.post(deskApi.signInOptions);
  const old = await browser.post(deskApi.signIn, { passkey: passkey.show(body) });
  assert.equal(key(old), 'desk-passkey-unknown');
  assert.equal((await again.browser.get(deskApi.me)).status, 200);
});

test('an owner whose key of the name was stored in an older form is found, and nobody else gets the name', async () => {
  await administrator(t, 'Fay B.');
  const fays = async () =>
    (await liveAdministrators(t.context.store.read)).filter(({ name }) => name.startsWith('Fay'));
  for (const { id } of await fays())
    await t.context.store.transact((tx) => changeAdministrator(tx, id, { name_key: 'fay  b.' }));
  const { url } = await linkForOwner(t.context, 'Fay\u200b B.');
  const seen = await t.browser().post(deskApi.link, { token: tokenOf(url) });
  assert.equal(seen.body.name, 'Fay B.');
  assert.equal((await fays()).length, 1);
  await assert.rejects(inviteAdministrator(t.context, { name: 'fay b.', role: 'editor' }), Refused);
});

test('a question is answered once, in its time, on our pages, by somebody who was checked', async () => {
  const { passkey } = await administrator(t, 'Elsa');
  const browser = t.browser();
  const asked = async () => (await browser.post(deskApi.signInOptions)).body;
  const answer = (shown: object) => browser.post(deskApi.signIn, { passkey: shown });
  const unchecked = passkey.show(await asked(), { unchecked: true });
  assert.equal(key(await answer(unchecked)), 'desk-passkey-refused');
  const foreign = passkey.show(await asked(), { origin: 'https://evil.example' });
  assert.equal(key(await answer(foreign)), 'desk-passkey-refused');
  const shown = passkey.show(await asked());
  assert.equal((await answer(shown)).status, 200);
  assert.equal(key(await answer(shown)), 'desk-challenge-over', 'replayed');
  const late = passkey.show(await asked());
  t.clock.turn(5 * 60_000);
  assert.equal(key(await answer(late)), 'desk-challenge-over');
  assert.equal(key(await answer(new Authenticator().show(await asked()))), 'desk-passkey-unknown');
});

test('a passkey whose counter stands still is a copy, and is refused', async () => {
  const { passkey } = await administrator(t, 'Fay');
  await signedIn(t, passkey);
  const browser = t.browser();
  const { body } = await browser.post(deskApi.signInOptions);
  const copy = await browser.post(deskApi.signIn, {
    passkey: passkey.show(body, { copied: true }),
  });
  assert.equal(key(copy), 'desk-passkey-refused');
});

test('a link’s question is good for that link alone', async () => {
  const [one, two] = [
    await inviteAdministrator(t.context, { name: 'Gil', role: 'viewer' }),
    await inviteAdministrator(t.context, { name: 'Hal', role: 'owner' }),
  ];
  const [browser, passkey] = [t.browser(), new Authenticator()];
  const { body } = await browser.post(deskApi.linkOptions, { token: tokenOf(one.url) });
  const crossed = await browser.post(deskApi.linkEnter, {
    token: tokenOf(two.url),
    passkey: passkey.make(body),
  });
  assert.equal(key(crossed), 'desk-challenge-over');
});

test('a session ends when it is left alone, after a working day, and everywhere at once', async () => {
  const { passkey } = await administrator(t, 'Ida');
  const idle = await signedIn(t, passkey);
  t.clock.turn(deskIdleMs - 1);
  assert.equal((await idle.get(deskApi.me)).status, 200, 'seen in time');
  t.clock.turn(deskIdleMs);
  assert.equal(key(await idle.get(deskApi.me)), 'desk-signed-out');

  const all = await signedIn(t, passkey);
  for (let seen = 0; seen < deskSessionMs; seen += deskIdleMs / 2) {
    await all.get(deskApi.me);
    t.clock.turn(deskIdleMs / 2);
  }
  assert.equal(key(await all.get(deskApi.me)), 'desk-signed-out');

  const [here, there] = [await signedIn(t, passkey), await signedIn(t, passkey)];
  assert.equal((await here.post(deskApi.signOut)).status, 200);
  assert.equal((await there.get(deskApi.me)).status, 200);
  const third = await signedIn(t, passkey);
  await third.post(deskApi.signOutAll);
  for (const one of [there, third]) assert.equal(key(await one.get(deskApi.me)), 'desk-signed-out');
});

test('several passkeys open one desk; one can be taken away with its sessions, the last one stays', async () => {
  const { browser, passkey, proved } = await administrator(t, 'Jo');
  const second = new Authenticator();
  const { body } = await browser.post(deskApi.passkeyOptions);
  assert.equal(
    (await browser.post(deskApi.addPasskey, { passkey: second.make(body) })).status,
    200,
  );
  const withSecond = await signedIn(t, second);
  const end = (id: string) =>
    proved('end-passkey', id, deskApi.endPasskey.replace(':passkeyId', id));
  assert.equal((await end(second.id)).status, 200);
  assert.equal(key(await withSecond.get(deskApi.me)), 'desk-signed-out');
  assert.equal(key(await end(passkey.id)), 'desk-last-passkey');
  assert.equal(key(await end('another')), 'not-found');
});

test('a desk that was left open can’t be taken over: one’s own passkeys want the passkey too', async () => {
  const { browser, passkey, proved } = await administrator(t, 'Kim');
  assert.equal((await browser.post(deskApi.passkeyOptions)).status, 200, 'just made by a link');
  t.clock.turn(proofMs);
  const stranger = new Authenticator();
  const options = await browser.post(deskApi.passkeyOptions);
  assert.equal(key(options), 'desk-prove');
  const asked = await proved('add-passkey', '', deskApi.passkeyOptions);
  const made = stranger.make(asked.body);
  assert.equal((await browser.post(deskApi.addPasskey, { passkey: made })).status, 200);
  const end = () => browser.post(deskApi.endPasskey.replace(':passkeyId', passkey.id));
  assert.equal(key(await end()), 'desk-prove');
  const later = await signedIn(t, stranger);
  assert.equal(key(await later.post(deskApi.passkeyOptions)), 'desk-prove', 'signed in again');
});

test('who asks for question after question from one line waits', async () => {
  const browser = t.browser('203.0.113.9');
  for (let asked = 0; asked < 300; asked += 1) {
    const { status } = await browser.post(deskApi.link, { token: 'x'.repeat(43) });
    assert.equal(status, 410);
  }
  const { status, body } = await browser.post(deskApi.signInOptions);
  assert.deepEqual([status, body.error.key], [429, 'too-many-requests']);
  assert.equal((await t.browser('203.0.113.10').post(deskApi.signInOptions)).status, 200);
});

test('another site’s page can’t sign anybody in', async () => {
  const answer = await t
    .browser()
    .post(deskApi.signInOptions, {}, { 'sec-fetch-site': 'cross-site' });
  assert.equal(key(answer), 'origin-foreign');
});
