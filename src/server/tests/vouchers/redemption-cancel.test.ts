import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  balance,
  cancel,
  issue,
  issued,
  newId,
  posAt,
  refusal,
  wallet,
} from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

test('cancelling brings the points back to where they were, with their old expiry', async () => {
  const phone = await t.joined('cancel@example.com');
  const before = await wallet(phone);
  const { id } = await issued(phone, 'coffee');
  t.clock.turn(5 * 60_000);
  const { status, body } = await cancel(phone, id);
  assert.equal(status, 200);
  assert.equal(body.state, 'cancelled');
  assert.equal(body.code, null);
  const seen = await wallet(phone);
  assert.equal(seen.balance, 150);
  assert.deepEqual(seen.expiring, before.expiring);
  assert.deepEqual(seen.history[0].what, {
    rule: 'give-back',
    reward: 'Reward coffee',
    redemptionId: id,
    because: 'cancelled',
  });
});

test('cancelling again changes nothing, and asking for the voucher again makes no new one', async () => {
  const phone = await t.joined('twice@example.com');
  const id = newId();
  await issue(phone, 'coffee', id);
  const first = await cancel(phone, id);
  const second = await cancel(phone, id);
  assert.deepEqual([first.status, second.status], [200, 200]);
  assert.equal((await issue(phone, 'coffee', id)).body.state, 'cancelled');
  assert.equal(await balance(phone), 150);
  assert.equal((await wallet(phone)).history.length, 3);
});

test('the last piece, cancelled twice, comes back once', async () => {
  const phones = [await t.joined('piece-1@example.com'), await t.joined('piece-2@example.com')];
  const [first, second] = phones;
  assert.ok(first && second);
  const { id } = await issued(first, 'last');
  await cancel(first, id);
  await cancel(first, id);
  assert.deepEqual(
    (await Promise.all(phones.map((phone) => issue(phone, 'last'))))
      .map(({ status }) => status)
      .sort(),
    [200, 409],
  );
});

test('after the scan it is too late, and the phone says where and when it went', async () => {
  const phone = await t.joined('late@example.com');
  const { code, id } = await issued(phone, 'coffee');
  await posAt(t, 'main-2').redeem(code, 'late-1');
  const { status, key, message } = refusal(await cancel(phone, id));
  assert.deepEqual([status, key], [409, 'already-used']);
  assert.match(message, /^Already used at Main St\., Till 2\u00a0·\u00a0.*10:05/);
  assert.equal(await balance(phone), 50);
});

test('a cancelled voucher’s barcode is refused at the till', async () => {
  const phone = await t.joined('cancelled@example.com');
  const { code, id } = await issued(phone, 'coffee');
  await cancel(phone, id);
  const pos = posAt(t, 'main-1');
  for (const answer of [await pos.redeem(code, 'cancelled-1')]) {
    const { status, key } = refusal(answer);
    assert.deepEqual([status, key], [410, 'voucher-cancelled']);
  }
  const seen = await pos.look(code);
  assert.equal(seen.body.redeemable, false);
  assert.equal(seen.body.refusal.key, 'voucher-cancelled');
  assert.equal(await balance(phone), 150);
});

test('cancelling what never was says so', async () => {
  const phone = await t.joined('never@example.com');
  assert.equal(refusal(await cancel(phone, newId())).key, 'redemption-unknown');
  assert.equal((await t.browser().post(`/api/redemptions/${newId()}/cancel`)).status, 401);
});
