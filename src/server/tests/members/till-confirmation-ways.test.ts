import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { newId, refusal, wallet } from '#server/tests/kit/counter.ts';
import { answer, askMember, find, follow, numberOf } from '#server/tests/kit/members.ts';
import { codes, lines, load, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

/** A member whose live voucher is for another shop's till: this till must promise nothing that it can't give. */

let t: Tillpass;
before(async () => {
  t = await startWithPools();
  await load(t, { rewardId: 'small', storeId: null }, lines(...codes(20)));
});
after(() => t.close());

const pick = (phone: Browser, storeId: string) =>
  phone.post(memberApi.redemptions, { id: newId(), rewardId: 'small', storeId });

for (const [elsewhere, tillId] of [
  ['kiosk', 'main-1'],
  ['mall', 'kiosk-1'],
  ['main', 'kiosk-1'],
] as const) {
  test(`held for ${elsewhere}, it is neither suggested nor asked for at ${tillId}`, async () => {
    const phone = await t.joined(`${elsewhere}-${tillId}@example.com`);
    assert.equal((await pick(phone, elsewhere)).status, 200);
    const till = await t.onDuty(tillId);
    const memberNumber = await numberOf(phone);
    const { rewards } = (await find(till, { number: memberNumber })).body;
    assert.ok(!rewards.some(({ id }: { id: string }) => id === 'small'));
    assert.equal(refusal(await askMember(till, memberNumber, 'small')).key, 'live-elsewhere');
  });
}

test('picked for another shop while the till asks, it is not confirmed as given', async () => {
  const phone = await t.joined('meanwhile@example.com');
  const till = await t.onDuty('main-1');
  const { id } = (await askMember(till, await numberOf(phone), 'small')).body;
  assert.equal((await pick(phone, 'kiosk')).status, 200);
  assert.equal(refusal(await answer(phone, id, 'yes')).key, 'live-elsewhere');
  assert.equal((await follow(till, id)).body.state, 'open');
  assert.equal((await wallet(phone)).vouchers.length, 1);
});
