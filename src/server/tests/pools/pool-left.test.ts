import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { plainFormat } from '#domain/pool/till-file.ts';
import type { Way } from '#domain/program/way.ts';
import { balance, newId, voucher } from '#server/tests/kit/counter.ts';
import {
  codes,
  holder,
  lines,
  load,
  outcomes,
  settleWith,
  startWithPools,
} from '#server/tests/kit/pools/pool.ts';
import { poolProgram } from '#server/tests/kit/pools/pool-program.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { keepFileFormat } from '#server/usecases/pools/file-format.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

/** A pool of all stores. One of them changes its way, or closes, while a code that was handed out there is open. */

async function heldAtKiosk(t: Tillpass) {
  await load(t, { rewardId: 'small', storeId: null }, lines(...codes(20)));
  const phone = await t.joined('left@example.com', 'K1');
  const id = newId();
  const wish = { id, rewardId: 'small', storeId: 'kiosk' };
  assert.equal((await phone.post(memberApi.redemptions, wish)).body.source, 'pool');
  return { phone, id };
}

async function leave(t: Tillpass, ...storeIds: string[]): Promise<void> {
  const way: Way = 'page';
  const stores = poolProgram.stores.map((one) =>
    storeIds.includes(one.id) ? { ...one, way } : one,
  );
  await loadProgram(t.context, { ...poolProgram, stores });
  t.clock.turn(60 * 60_000);
}

async function closeKiosk(t: Tillpass): Promise<void> {
  const rewards = poolProgram.rewards.map((one) =>
    one.id === 'mug' ? { ...one, stores: ['mall'] } : one,
  );
  const stores = poolProgram.stores.filter(({ id }) => id !== 'kiosk');
  await loadProgram(t.context, { ...poolProgram, rewards, stores });
  t.clock.turn(60 * 60_000);
}

const settleNow = (t: Tillpass, storeId: string) =>
  settleWith(t, storeId, 'code\n', { until: t.clock.now() });

test('what the store that left may have taken comes back only when it has told', async () => {
  const t = await startWithPools();
  const { phone } = await heldAtKiosk(t);
  await leave(t, 'kiosk');
  const { returned, waiting } = await settleNow(t, 'mall');
  assert.deepEqual([returned, waiting], [0, { codes: 1, stores: ['Kiosk'] }]);
  assert.equal(await balance(phone), 140);
  assert.equal((await settleNow(t, 'kiosk')).returned, 1);
  assert.equal(await balance(phone), 150);
  await t.close();
});

test('when the last store leaves, its file still brings back what was not used', async () => {
  const t = await startWithPools();
  const { phone, id } = await heldAtKiosk(t);
  await leave(t, 'kiosk', 'mall');
  assert.equal((await settleNow(t, 'kiosk')).returned, 1);
  assert.equal((await voucher(phone, id)).body.state, 'expired');
  assert.equal(await balance(phone), 150);
  await t.close();
});

test('a store that left the program is waited for and settled, by its id', async () => {
  const t = await startWithPools();
  await assert.rejects(settleNow(t, 'moon'), /store-unknown/);
  const { phone, id } = await heldAtKiosk(t);
  await closeKiosk(t);
  const { returned, waiting } = await settleNow(t, 'mall');
  assert.deepEqual([returned, waiting], [0, { codes: 1, stores: ['Kiosk'] }]);
  assert.equal(await balance(phone), 140);
  await keepFileFormat(t.context, 'kiosk', plainFormat);
  assert.equal((await settleNow(t, 'kiosk')).returned, 1);
  assert.equal((await voucher(phone, id)).body.state, 'expired');
  assert.equal((await settleNow(t, 'kiosk')).returned, 1, 'the same file is the same answer');
  assert.equal(await balance(phone), 150);
  await t.close();
});

test('a closed store’s own pool is settled by its file', async () => {
  const t = await startWithPools();
  await load(t, { rewardId: 'coffee', storeId: 'kiosk' }, lines(...codes(2)));
  const [used, unused] = [await holder(t, 'coffee', 'K1'), await holder(t, 'coffee', 'K1')];
  await closeKiosk(t);
  const until = t.clock.now();
  const report = await settleWith(t, 'kiosk', `code\n${used.code}\n`, { until });
  assert.deepEqual([outcomes(report), report.returned], [{ used: 1 }, 1]);
  assert.equal((await voucher(used.phone, used.id)).body.used.store, 'Kiosk');
  assert.deepEqual([await balance(used.phone), await balance(unused.phone)], [50, 150]);
  await t.close();
});
