import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, messagesPage, paths } from '#contract/paths.ts';
import { isOnByDefault, messageRules } from '#domain/messages/message.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { messageKinds } from '#domain/program/message-settings.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { leadsTo } from '#server/tests/kit/plain-form.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const apology: EarningRule = {
  id: 'sorry',
  kind: 'apology',
  name: { en: 'Our apology' },
  points: 100,
  when: {},
  limits: {},
};

const newsletter: EarningRule = {
  id: 'news',
  kind: 'newsletter',
  name: { en: 'Our news' },
  doubleOptIn: false,
  points: 5,
  when: {},
  limits: {},
};

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const ticked = async (phone: Browser) =>
  [...(await phone.page(messagesPage)).text.matchAll(/value="([a-z-]+)" checked/g)]
    .map(([, kind]) => kind)
    .sort();
const choose = (phone: Browser, body: string, headers: Record<string, string> = {}) =>
  t.app.inject({
    method: 'POST',
    url: messagesPage,
    payload: body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      host: 'localhost:8080',
      'sec-fetch-site': 'same-origin',
      ...headers,
      cookie: [...phone.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  });

test('a member finds in the profile what they are told, chooses of it, and sees what was sent, and nobody else does', async () => {
  const phone = await t.joined('told@example.com');
  assert.equal((await phone.get(memberApi.profile)).body.messages.path, messagesPage);
  const empty = await phone.page(messagesPage);
  assert.match(empty.text, /told@example\.com/);
  assert.match(empty.text, /Nothing yet/);
  assert.equal(empty.headers['cache-control'], 'no-store');
  assert.deepEqual(
    await ticked(phone),
    messageKinds
      .filter((kind) => isOnByDefault(kind, {}) && messageRules[kind].consent === null)
      .sort(),
  );

  await loadProgram(t.context, { ...testProgram, earning: [apology] });
  await runCommand(t.context, 'apologise', 'told@example.com', '10', 'Sorry for the wait');
  const line = /Apologies from our support<\/b><span>By mail: on its way/;
  assert.match((await phone.page(messagesPage)).text, line);
  const other = await t.joined('other@example.com');
  assert.doesNotMatch((await other.page(messagesPage)).text, /on its way/);

  const saved = await choose(phone, 'choose=1&kind=expiry&kind=nothing-like-it');
  assert.equal(saved.statusCode, 303);
  assert.deepEqual(await ticked(phone), ['expiry']);
  assert.notDeepEqual(await ticked(other), ['expiry']);
});

test('news can be chosen where the profile asks for the yes that it needs, and the page leads there', async () => {
  const phone = await t.joined('news@example.com');
  const needs = /Comes only if you have agreed to news/;
  const asks = /Agree or take back: in your profile/;
  const before = await phone.page(messagesPage);
  assert.doesNotMatch(before.text, needs, 'nobody could agree to it');
  assert.doesNotMatch(before.text, asks);
  await loadProgram(t.context, { ...testProgram, earning: [newsletter] });
  const after = await phone.page(messagesPage);
  assert.match(after.text, needs);
  assert.match(after.text, asks);
  assert.ok('newsletter' in (await phone.get(memberApi.profile)).body);
  await loadProgram(t.context, testProgram);
});

test('a page that was open since before does not bring back what was ended meanwhile', async () => {
  const phone = await t.joined('stale@example.com');
  const shown = await ticked(phone);
  const had = `choose=1&had=${shown.join('+')}`;
  await choose(phone, `${had}&kind=expiry&kind=tier`);
  assert.deepEqual(await ticked(phone), ['expiry', 'tier']);
  await choose(phone, `${had}${shown.map((kind) => `&kind=${kind}`).join('')}`);
  assert.deepEqual(await ticked(phone), ['expiry', 'tier']);
  await choose(phone, 'choose=1&had=expiry+tier&kind=tier&kind=earned');
  assert.deepEqual(await ticked(phone), ['earned', 'tier']);
});

test('a page that another site sends, and a request that filled in nothing, choose nothing', async () => {
  const phone = await t.joined('steady@example.com');
  const before = await ticked(phone);
  const foreign = await choose(phone, 'choose=1', { 'sec-fetch-site': 'cross-site' });
  assert.equal(foreign.statusCode, 403);
  assert.equal((await choose(phone, '')).statusCode, 303);
  assert.deepEqual(await ticked(phone), before);
});

test('who is not signed in is led to the sign-in and sees nothing', async () => {
  assert.equal(leadsTo(await t.browser().page(messagesPage)), paths.signIn);
  assert.equal((await choose(t.browser(), 'choose=1')).headers.location, paths.signIn);
});

test('what was saved is said once, in the language of the browser', async () => {
  const phone = await t.joined('arabic@example.com');
  phone.cookies.set('__Host-language', 'ar');
  await phone.form(messagesPage, { choose: '1', kind: 'tier' }, messagesPage);
  assert.match((await phone.page(messagesPage)).text, /حُفظ اختيارك/);
  assert.doesNotMatch((await phone.page(messagesPage)).text, /حُفظ اختيارك/);
});
