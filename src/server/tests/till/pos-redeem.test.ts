import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import {
  balance,
  issued,
  newId,
  posAt,
  refusal,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

test('looking says what to give and changes nothing', async () => {
  const phone = await t.joined('look@example.com');
  const { code, id } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  const first = await pos.look(code);
  assert.equal(first.status, 200);
  assert.deepEqual(first.body, {
    redemptionId: id,
    state: 'issued',
    reward: {
      id: 'coffee',
      name: 'Reward coffee',
      instruction: 'Give coffee',
      points: 100,
      worth: { kind: 'amount-off', amount: { minor: 500, currency: 'EUR' } },
    },
    member: {
      memberId: first.body.member.memberId,
      number: await numberOf(phone),
      firstName: null,
      tierId: 'member',
      tier: 'Member',
    },
    points: 100,
    expiresAt: '2026-01-15T09:30:00.000Z',
    used: null,
    reserved: null,
    redeemable: true,
    refusal: null,
  });
  assert.deepEqual((await pos.look(code)).body, first.body);
  assert.equal((await voucher(phone, id)).body.state, 'issued');
});

test('redeeming says what was given where, and cannot be done again', async () => {
  const phone = await t.joined('redeem@example.com');
  const { code, id } = await issued(phone, 'coffee');
  const { status, body } = await posAt(t, 'main-1').redeem(code, 'R-1');
  assert.equal(status, 200);
  assert.equal(body.state, 'redeemed');
  assert.deepEqual(body.used, {
    at: '2026-01-15T09:00:00.000Z',
    store: 'Main St.',
    storeId: 'main',
    till: 'Till 1',
    tillId: 'main-1',
    receiptNumber: 'R-1',
  });
  assert.equal(body.redeemable, false);
  assert.equal(body.refusal, null);
  const seen = (await voucher(phone, id)).body;
  assert.deepEqual([seen.state, seen.code], ['redeemed', null]);
  assert.equal(seen.used.till, 'Till 1');
  assert.deepEqual((await wallet(phone)).vouchers, []);
});

test('the same till with the same receipt gets the same answer, a week later too', async () => {
  const phone = await t.joined('natural@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  const first = await pos.redeem(code, 'natural');
  t.clock.turn(7 * 24 * 60 * 60_000);
  for (const headers of [
    {},
    { 'idempotency-key': 'natural-a' },
    { 'idempotency-key': 'natural-b' },
  ]) {
    const again = await pos.redeem(code, 'natural', headers);
    assert.deepEqual([again.status, again.body], [200, first.body]);
  }
  assert.equal(await balance(phone), 50);
});

test('another receipt, till or store hears where it was used', async () => {
  const phone = await t.joined('elsewhere@example.com');
  const { code } = await issued(phone, 'coffee');
  await posAt(t, 'main-2').redeem(code, 'one');
  const tries = [
    posAt(t, 'main-2').redeem(code, 'two'),
    posAt(t, 'main-1').redeem(code, 'one'),
    posAt(t, 'harbour-1').redeem(code, 'one'),
  ];
  for (const answer of await Promise.all(tries)) {
    const { status, key, message } = refusal(answer);
    assert.deepEqual([status, key], [409, 'already-used']);
    assert.match(message, /Main St\..*Till 2.*10:00/);
    const { details } = answer.body.error;
    assert.deepEqual([details.store, details.till], ['Main St.', 'Till 2']);
  }
  const seen = await posAt(t, 'harbour-1').look(code);
  assert.deepEqual([seen.status, seen.body.refusal.key], [200, 'already-used']);
});

test('a reward of one store is given in that store only', async () => {
  const phone = await t.joined('store@example.com', 'H1');
  const { code } = await issued(phone, 'harbour');
  const { status, key, message } = refusal(await posAt(t, 'main-1').redeem(code, 'store-1'));
  assert.deepEqual([status, key], [422, 'not-in-this-store']);
  assert.match(message, /Harbour/);
  assert.equal((await posAt(t, 'main-1').look(code)).body.refusal.key, 'not-in-this-store');
  assert.equal((await posAt(t, 'harbour-1').redeem(code, 'store-1')).status, 200);
});

test('however the right digits are typed, they are right', async () => {
  const phone = await t.joined('typed@example.com');
  const { code } = await issued(phone, 'small');
  const [a, b, c] = [code.slice(0, 4), code.slice(4, 8), code.slice(8)];
  const arabic = [...code].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
  const pos = posAt(t, 'main-1');
  for (const typed of [`${a} ${b} ${c}`, `${a}-${b}-${c}`, arabic, ` ${code}\r\n`]) {
    assert.equal((await pos.look(typed)).body?.redeemable, true, JSON.stringify(typed));
  }
  assert.equal((await pos.redeem(`${a} ${b}-${c}`, 'typed-1')).status, 200);
});

test('what is no voucher says what it is not', async () => {
  const phone = await t.joined('wrong@example.com');
  const { code } = await issued(phone, 'small');
  const { number } = (await wallet(phone)).member;
  const last = (Number(code.at(-1)) + 1) % 10;
  const nobody = '00000000000';
  const pos = posAt(t, 'main-1');
  const cases = [
    [`${code.slice(0, -1)}${last}`, 422, 'code-damaged'],
    // A digit is missing, and it is no zero in front, which is put back.
    ['12345678902', 422, 'code-damaged'],
    ['4006381333931', 422, 'code-not-ours'],
    [number, 422, 'code-not-ours'],
    ['HELLO', 422, 'code-not-ours'],
    ['https://example.com/', 422, 'code-not-ours'],
    ['   ', 422, 'code-not-ours'],
    [nobody + checkDigitOf(nobody), 404, 'code-unknown'],
    ['', 400, 'request-invalid'],
    ['1'.repeat(257), 400, 'request-invalid'],
  ] as const;
  for (const [scanned, status, key] of cases) {
    for (const answer of [await pos.look(scanned), await pos.redeem(scanned, 'wrong-1')]) {
      const said = refusal(answer);
      assert.deepEqual([said.status, said.key], [status, key], scanned);
      assert.ok(said.message.length > 10);
      assert.ok(answer.body.error.requestId);
    }
  }
  assert.equal((await voucher(phone, (await wallet(phone)).vouchers[0].id)).body.state, 'issued');
});

test('reversing needs a reason, gives the points back once, and ends the voucher', async () => {
  const phone = await t.joined('reverse@example.com');
  const { code, id } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  assert.deepEqual(refusalOf(await pos.reverse(id, 'early')), [409, 'not-redeemed']);
  await pos.redeem(code, 'reverse-1');
  assert.deepEqual(refusalOf(await pos.reverse(id, '  ')), [422, 'reason-required']);
  assert.deepEqual(refusalOf(await pos.reverse(id, '')), [400, 'request-invalid']);
  assert.deepEqual(refusalOf(await pos.reverse(newId(), 'who?')), [404, 'redemption-unknown']);
  const elsewhere = await posAt(t, 'harbour-1').reverse(id, 'not ours');
  assert.deepEqual(refusalOf(elsewhere), [403, 'other-store']);
  assert.match(elsewhere.body.error.message, /Main St\./);
  assert.equal(await balance(phone), 50);

  const first = await posAt(t, 'main-2').reverse(id, 'they took tea');
  assert.deepEqual(
    [first.status, first.body.state, first.body.redeemable],
    [200, 'reversed', false],
  );
  assert.equal(await balance(phone), 150);
  assert.equal((await pos.reverse(id, 'again')).status, 200);
  assert.equal(await balance(phone), 150);
  assert.deepEqual(refusalOf(await pos.redeem(code, 'reverse-1')), [410, 'voucher-reversed']);
  assert.equal((await voucher(phone, id)).body.state, 'reversed');
  assert.equal((await wallet(phone)).history[0].what.because, 'reversed');
});

test('a till redeems for the basket that it says, and not what another of its baskets holds', async () => {
  const { code } = await issued(await t.joined('baskets@example.com'), 'coffee');
  const pos = posAt(t, 'main-1');
  const redeem = (receiptNumber: string, more: object) =>
    pos.post(posApi.redemptions, { scanned: code, receiptNumber, ...more });
  await pos.reserve(code, 'cart-A');
  assert.deepEqual(refusalOf(await redeem('cart-1', { basketId: 'cart-B' })), [
    423,
    'voucher-reserved',
  ]);
  assert.equal((await redeem('cart-1', { basketId: 'cart-A' })).body.state, 'redeemed');
  assert.equal((await redeem('cart-1', { basketId: 'cart-A' })).status, 200, 'once more');
});

test('what was taken while the till was offline counts as of then', async () => {
  const phone = await t.joined('offline@example.com');
  const { code } = await issued(phone, 'coffee');
  const takenAt = t.clock.now() + 60_000;
  const redeem = (receiptNumber: string, at: number) =>
    posAt(t, 'main-1').post(posApi.redemptions, {
      scanned: code,
      receiptNumber,
      redeemedAt: new Date(at).toISOString(),
    });
  t.clock.turn(26 * 60 * 60_000);
  await expireDue(t.context);
  assert.equal(await balance(phone), 150, 'the points had gone back');
  const now = t.clock.now();
  assert.deepEqual(refusalOf(await redeem('off-1', now)), [410, 'voucher-expired']);
  assert.deepEqual(refusalOf(await redeem('off-1', now + 600_000)), [422, 'time-ahead']);
  assert.deepEqual(refusalOf(await redeem('off-1', takenAt - 900_000)), [400, 'request-invalid']);
  const weekAgo = now - 7 * 24 * 60 * 60_000 - 1;
  assert.deepEqual(refusalOf(await redeem('off-1', weekAgo)), [422, 'use-past']);
  const first = await redeem('off-1', takenAt);
  assert.deepEqual([first.status, first.body.state], [200, 'redeemed']);
  assert.equal(first.body.used.at, new Date(takenAt).toISOString());
  assert.equal(await balance(phone), 50);
  assert.deepEqual((await redeem('off-1', takenAt)).body, first.body, 'the same again');
});

const refusalOf = (answer: Parameters<typeof refusal>[0]) => {
  const { status, key } = refusal(answer);
  return [status, key];
};
