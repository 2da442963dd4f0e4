import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { markupOf } from '#server/tests/kit/document.ts';
import { leadsTo } from '#server/tests/kit/plain-form.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const over = /You’re signed out/;
const shownOn = async (phone: Browser, path: string) => markupOf((await phone.page(path)).text);

/** A phone that another device of the same member has just signed out. */
async function revoked(address: string): Promise<Browser> {
  const phone = await t.joined(address);
  const other = await t.joined(address);
  const { devices } = (await other.get(memberApi.profile)).body;
  const { id } = devices.find(({ current }: { current: boolean }) => !current);
  await other.post(memberApi.revokeDevice.replace(':sessionId', id));
  return phone;
}

test('a phone that was signed out elsewhere says so where it ends up, once', async () => {
  const phone = await revoked('asks@example.com');
  assert.equal((await phone.get(memberApi.wallet)).status, 401);
  assert.match(await shownOn(phone, paths.signIn), over);
  assert.doesNotMatch(await shownOn(phone, paths.signIn), over);
});

test('so does one that opens a page, without a script', async () => {
  const phone = await revoked('opens@example.com');
  assert.equal(leadsTo(await phone.page(paths.wallet)), paths.signIn);
  assert.match(await shownOn(phone, paths.signIn), over);
});

test('who signs out reads on the next page that it is done and that the points stay, once, in either language', async () => {
  const phone = await t.joined('own@example.com');
  assert.equal(leadsTo(await phone.form(memberApi.signOut, {}, paths.profile)), paths.home);
  const left = /You’re signed out\. Your points stay\./;
  assert.match(await shownOn(phone, paths.home), left);
  assert.doesNotMatch(await shownOn(phone, paths.home), over);
  const arabic = await t.joined('own-arabic@example.com');
  await arabic.post(memberApi.language, { language: 'ar' });
  await arabic.post(memberApi.signOut);
  assert.match(await shownOn(arabic, paths.home), /نقاطك باقية/);
});

test('a phone that was signed out elsewhere is told to sign in again, where its owner did not leave', async () => {
  const phone = await revoked('again@example.com');
  await phone.get(memberApi.wallet);
  assert.match(await shownOn(phone, paths.signIn), /You’re signed out\. Sign in again\./);
});

test('who was never signed in is told nothing', async () => {
  const stranger = t.browser();
  assert.equal((await stranger.get(memberApi.wallet)).status, 401);
  assert.equal(leadsTo(await stranger.page(paths.wallet)), paths.signIn);
  assert.doesNotMatch(await shownOn(stranger, paths.signIn), over);
});

test('who is signed in is led from the sign-in to the wallet', async () => {
  const phone = await t.joined('there@example.com');
  assert.equal(leadsTo(await phone.page(paths.signIn)), paths.wallet);
});
