import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { balance, cancel, posAt, refusal, voucher } from '#server/tests/kit/counter.ts';
import { holder, outcomes, settleWith, startWithCodes } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startWithCodes();
});
after(() => t.close());

const minute = 60_000;
test('what is still on a phone is not unused, and a cancelled one comes back as cancelled', async () => {
  const live = await holder(t, 'coffee', 'K1');
  const gone = await holder(t, 'coffee', 'K1');
  t.clock.turn(minute);
  await cancel(gone.phone, gone.id);
  t.clock.turn(minute);
  const first = await settleWith(t, 'kiosk', 'code\n', { until: t.clock.now() });
  // Cancelled or not: until its end somebody may show the code at a till.
  assert.deepEqual([first.returned, await balance(gone.phone)], [0, 50]);
  t.clock.turn(40 * minute);
  const second = await settleWith(t, 'kiosk', 'code\n', { until: t.clock.now() });
  assert.equal(second.returned, 2);
  assert.deepEqual(
    [
      (await voucher(live.phone, live.id)).body.state,
      (await voucher(gone.phone, gone.id)).body.state,
    ],
    ['expired', 'cancelled'],
  );
  assert.deepEqual([await balance(live.phone), await balance(gone.phone)], [150, 150]);
  // It was used after all: the points are back, so somebody has to look into it.
  const late = await settleWith(t, 'kiosk', `code\n${gone.code}\n`);
  assert.deepEqual(outcomes(late), { 'used-after-return': 1 });
  assert.equal(await balance(gone.phone), 150);
});

test('codes of all stores wait until every store that knows them has told', async () => {
  const { phone, id } = await holder(t, 'cake', 'K1');
  const elsewhere = await holder(t, 'cake', 'K1');
  t.clock.turn(60 * minute);
  const until = t.clock.now();
  const first = await settleWith(t, 'kiosk', 'code\n', { until });
  assert.deepEqual(first.waiting, { codes: 2, stores: ['Mall'] });
  assert.deepEqual([await balance(phone), (await voucher(phone, id)).body.state], [50, 'issued']);
  const second = await settleWith(t, 'mall', `code\n${elsewhere.code}\n`, { until });
  assert.deepEqual([outcomes(second), second.waiting], [{ used: 1 }, { codes: 0, stores: [] }]);
  assert.deepEqual([await balance(phone), await balance(elsewhere.phone)], [150, 50]);
  assert.equal((await voucher(elsewhere.phone, elsewhere.id)).body.used.store, 'Mall');
});

test('a bad line may be a use, so that nothing comes back before it is mended', async () => {
  const { phone } = await holder(t, 'coffee', 'K1');
  t.clock.turn(60 * minute);
  const until = t.clock.now();
  const report = await settleWith(t, 'kiosk', 'code,time\n,\nX,nonsense\n', { until });
  assert.deepEqual([report.heldBack, report.returned, await balance(phone)], [true, 0, 50]);
  const mended = await settleWith(t, 'kiosk', 'code,time\n', { until });
  assert.deepEqual(
    [mended.heldBack, mended.returned >= 1, await balance(phone)],
    [false, true, 150],
  );
});

test('an undone use stays settled: the points are back once', async () => {
  const { phone, id, code } = await holder(t, 'coffee', 'K1');
  await settleWith(t, 'kiosk', `code\n${code}\n`);
  const pos = posAt(t, 'main-1');
  assert.equal(refusal(await pos.reverse(id, 'wrong')).key, 'other-store');
  const kiosk = await t.onDuty('kiosk-1');
  const undone = await kiosk.post('/api/till/reverse', { redemptionId: id, reason: 'wrong item' });
  assert.equal(undone.status, 200, undone.text);
  assert.equal(await balance(phone), 150);
  assert.deepEqual(outcomes(await settleWith(t, 'kiosk', `code\n${code}\n`)), { used: 1 });
  t.clock.turn(60 * minute);
  await settleWith(t, 'kiosk', 'code\n', { until: t.clock.now() });
  assert.equal(await balance(phone), 150);
});
