import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, newId, posAt, voucher, wallet } from '#server/tests/kit/counter.ts';
import { startWithCodes } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

let t: Tillpass;
before(async () => {
  t = await startWithCodes();
});
after(() => t.close());

const hourMs = 60 * 60_000;
const offer = async (phone: Browser, id: string) =>
  (await wallet(phone)).rewards.find((one: { id: string }) => one.id === id);
const wish = (more: object) => ({ id: newId(), rewardId: 'coffee', ...more });

test('in a shop whose tills know fixed codes one is kept ready for a day, its points held', async () => {
  const phone = await t.joined('ready@example.com', 'K1');
  const { slot, readyHours } = await offer(phone, 'coffee');
  assert.deepEqual([slot, readyHours], [undefined, 24], 'no till there could settle a pass');
  const { body } = await phone.post(memberApi.redemptions, wish({ ready: '1' }));
  assert.equal(body.source, 'pool');
  assert.equal(body.expiresAt - body.issuedAt, 24 * hourMs);
  assert.equal(await balance(phone), 50);
  t.clock.turn(23 * hourMs);
  await expireDue(t.context);
  assert.equal((await voucher(phone, body.id)).body.code, body.code, 'it is there the next day');
});

test('without asking for it a code lives for minutes, as before', async () => {
  const phone = await t.joined('plain@example.com', 'K1');
  const { body } = await phone.post(memberApi.redemptions, wish({ ready: '' }));
  assert.equal(body.expiresAt - body.issuedAt, hourMs / 2);
});

test('where a till asks us a pass is made when it is wanted, and nothing is kept ready', async () => {
  const phone = await t.joined('page@example.com', 'M1');
  const { slot, readyHours } = await offer(phone, 'coffee');
  assert.ok(slot > 0);
  assert.equal(readyHours, undefined);
  const { body } = await phone.post(memberApi.redemptions, wish({ ready: '1' }));
  assert.equal(body.expiresAt - body.issuedAt, hourMs / 2);
  assert.equal((await posAt(t, 'main-1').redeem(body.code, 'RC-1')).status, 200);
});

test('a member at home has both ways, as nobody knows which shop it will be', async () => {
  const phone = await t.joined('home-ready@example.com');
  const { slot, readyHours, shops } = await offer(phone, 'coffee');
  assert.ok(slot > 0 && readyHours === 24 && shops.length > 1);
  const { body } = await phone.post(memberApi.redemptions, wish({ ready: '1', storeId: 'mall' }));
  assert.deepEqual([body.source, body.expiresAt - body.issuedAt], ['pool', 24 * hourMs]);
});

test('a frozen member’s code leaves the phone, and no other is handed out', async () => {
  const phone = await t.joined('ice@example.com', 'K1');
  const { body } = await phone.post(memberApi.redemptions, wish({ ready: '1' }));
  await phone.post(memberApi.freeze);
  assert.equal((await voucher(phone, body.id)).body.code, null);
  const { rewards } = await wallet(phone);
  assert.ok(rewards.every((one: { refusal: Refusal | null }) => one.refusal?.key === 'frozen'));
  assert.equal((await phone.post(memberApi.redemptions, wish({}))).body.error.key, 'frozen');
});
