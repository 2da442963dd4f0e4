import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issued, posAt, wallet } from '#server/tests/kit/counter.ts';
import { find } from '#server/tests/kit/members.ts';
import { lines, load, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startWithPools();
});
after(() => t.close());

test('a pool’s code that reads as a number of ours is the pool’s where tills only know such', async () => {
  const other = await t.joined('number@example.com', 'M1');
  const { number } = (await wallet(other)).member;
  const { code } = await issued(other, 'coffee');
  await load(t, { rewardId: 'small', storeId: 'kiosk' }, lines(number));
  await load(t, { rewardId: 'coffee', storeId: 'kiosk' }, lines(code));
  for (const [rewardId, text] of [
    ['small', number],
    ['coffee', code],
  ] as const) {
    const phone = await t.joined(`reads-as-ours-${rewardId}@example.com`, 'K1');
    const holder = await issued(phone, rewardId);
    assert.equal(holder.code, text);
    const theirs = (await wallet(phone)).member.number;
    const whose = async (tillId: string) =>
      (await find(await t.onDuty(tillId), { scanned: text })).body.number;
    assert.deepEqual(
      [await whose('kiosk-1'), await whose('mall-1'), await whose('main-1')],
      [theirs, number, number],
    );
    const kiosk = await t.onDuty('kiosk-1');
    const seen = (await kiosk.post('/api/till/look', { scanned: text })).body;
    assert.deepEqual([seen.redemptionId, seen.refusal.key], [holder.id, 'pool-code']);
  }
  assert.equal((await posAt(t, 'main-1').redeem(code, 'ours')).status, 200);
});
