import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { balance, cancel } from '#server/tests/kit/counter.ts';
import { merge, proveOther } from '#server/tests/kit/model/merging.ts';
import { holder, settleWith, startWithCodes } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startWithCodes();
});
// Closing verifies every ledger.
after(() => t.close());

const minute = 60_000;

test('a code of a pool that was cancelled before its membership was merged comes back to the one that goes on', async () => {
  const other = await holder(t, 'coffee', 'K1');
  const { address } = (await other.phone.get(memberApi.profile)).body;
  const phone = await t.joined('goes-on@example.com');
  assert.match(await proveOther(t, phone, address), /still open/);
  await cancel(other.phone, other.id);
  await merge(t, phone, address);
  assert.equal(await balance(phone), 150 + 50, 'its points wait until the store has told');
  t.clock.turn(60 * minute);
  const { returned } = await settleWith(t, 'kiosk', 'code\n', { until: t.clock.now() });
  assert.equal(returned, 1);
  // An hour later the session is still theirs.
  assert.equal(await balance(phone), 300);
});
