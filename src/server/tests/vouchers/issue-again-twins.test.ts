import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, tillApi } from '#contract/paths.ts';
import { balance, issued, newId, posAt, refusal, voucher } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import {
  codes,
  holder,
  lines,
  load,
  settleWith,
  startWithPools,
} from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

/** An expired voucher whose member has a live one for the same reward: that one is used, by its own rules. */

let t: Tillpass;
before(async () => {
  t = await startWithPools();
  await load(t, { rewardId: 'small', storeId: null }, lines(...codes(20, 0, 'S')));
  await load(t, { rewardId: 'mug', storeId: 'kiosk' }, lines(...codes(20, 0, 'K')));
});
after(() => t.close());

const minute = 60_000;

test('one that another till holds stays with that till, and looking says so', async () => {
  const phone = await t.joined('held@example.com', 'M1');
  const first = await issued(phone, 'small');
  t.clock.turn(40 * minute);
  const second = await issued(phone, 'small');
  const holding = posAt(t, 'main-2');
  assert.equal((await holding.reserve(second.code, 'basket')).status, 200);
  const kept = await dump(t.context.store.read);
  const other = posAt(t, 'main-1');
  assert.equal((await other.look(first.code)).body.refusal.key, 'voucher-reserved');
  assert.equal(refusal(await other.redeem(first.code, 'R1')).key, 'voucher-reserved');
  assert.equal(refusal(await other.reserve(first.code, 'B1')).key, 'voucher-reserved');
  await assertUnchanged(kept, await dump(t.context.store.read));
  assert.equal((await holding.redeem(first.code, 'R2')).body.redemptionId, second.id);
});

test('one whose points are paid is used though the balance would not cover another', async () => {
  const phone = await t.joined('poor@example.com', 'M1');
  const first = await issued(phone, 'coffee');
  t.clock.turn(40 * minute);
  await expireDue(t.context);
  const second = await issued(phone, 'coffee');
  const till = posAt(t, 'main-1');
  assert.equal((await till.look(first.code)).body.redeemable, true);
  assert.equal((await till.redeem(first.code, 'R3')).body.redemptionId, second.id);
  assert.equal(await balance(phone), 50);
});

test('one with a code out of a pool is left to the store whose till takes it', async () => {
  const phone = await t.joined('pool@example.com', 'M1');
  const first = await issued(phone, 'small');
  t.clock.turn(40 * minute);
  const wish = { id: newId(), rewardId: 'small', storeId: 'kiosk' };
  const second = (await phone.post(memberApi.redemptions, wish)).body;
  assert.equal(second.source, 'pool');
  const kept = await dump(t.context.store.read);
  const till = posAt(t, 'main-1');
  assert.equal((await till.look(first.code)).body.refusal.key, 'voucher-expired');
  assert.equal(refusal(await till.redeem(first.code, 'R4')).key, 'voucher-expired');
  await assertUnchanged(kept, await dump(t.context.store.read));
  assert.equal((await voucher(phone, second.id)).body.state, 'issued');
});

test('a code out of a pool that was settled as unused is not given by our till as well', async () => {
  const { code, phone } = await holder(t, 'mug', 'K1');
  t.clock.turn(45 * minute);
  await settleWith(t, 'kiosk', 'code\n', { until: t.clock.now() });
  assert.equal(await balance(phone), 150);
  const till = await t.onDuty('kiosk-1');
  const seen = await till.post(tillApi.look, { scanned: code });
  assert.equal(seen.body.refusal.key, 'voucher-expired');
  const redeemed = await till.post(tillApi.redeem, { scanned: code, id: newId() });
  assert.equal(refusal(redeemed).key, 'voucher-expired');
  assert.equal(await balance(phone), 150);
});
