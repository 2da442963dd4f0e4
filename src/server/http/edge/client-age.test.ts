import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildHeader } from '#contract/build.ts';
import { api } from '#contract/links.ts';
import { memberApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issued, newId } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let shopper: Browser;
before(async () => {
  t = await startTillpass();
  shopper = await t.joined('anna@shop.example');
});
after(() => t.close());

const builtBefore = (days: number) => ({
  [buildHeader]: new Date(t.context.now() - days * 24 * 60 * 60_000).toISOString().slice(0, 10),
});

test('a page whose script is ninety days old does all that it could', async () => {
  for (const path of [memberApi.wallet, memberApi.history, memberApi.profile])
    assert.equal((await shopper.get(path, builtBefore(90))).status, 200, path);
});

test('an older one is told so, and takes no points', async () => {
  const wish = { id: newId(), rewardId: 'coffee' };
  const refused = await shopper.post(memberApi.redemptions, wish, builtBefore(92));
  assert.equal(refused.status, 410);
  assert.equal(refused.body.error.key, 'client-too-old');
  assert.equal(refused.body.error.message, 'This page is too old. Reload it.');
  assert.deepEqual((await shopper.get(memberApi.wallet)).body.vouchers, []);
});

test('an older one still shows a live voucher, chooses a language and signs out', async () => {
  const own = await t.joined('ben@shop.example');
  const { id, code } = await issued(own, 'coffee');
  const old = builtBefore(400);
  assert.equal((await own.get(api.redemption(id), old)).body.code, code);
  const back = { language: 'ar', back: '/wallet' };
  assert.equal((await own.post(memberApi.language, back, old)).status, 200);
  assert.equal((await own.post(memberApi.signOut, {}, old)).status, 200);
  assert.equal((await own.get(memberApi.wallet)).status, 401);
});

test('who says nothing of an age is answered', async () => {
  assert.equal((await shopper.get(memberApi.wallet, { [buildHeader]: 'new' })).status, 200);
});
