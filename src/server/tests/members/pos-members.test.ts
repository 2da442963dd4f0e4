import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { balance, issued, posAt, said, voucher, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { answer, numberOf, posConfirmation } from '#server/tests/kit/members.ts';
import { lines, load } from '#server/tests/kit/pools/pool.ts';
import { poolProgram } from '#server/tests/kit/pools/pool-program.ts';
import { otherThan } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** Asks for a new receipt, unless the test says otherwise, and reads the mail. */
async function ask(tillId: string, address: string, more: object = {}) {
  const phone = await t.joined(address);
  const pos = posAt(t, tillId);
  const wish = {
    memberNumber: await numberOf(phone),
    rewardId: 'coffee',
    receiptNumber: 'R-1',
    ...more,
  };
  t.clock.turn(1);
  const { status, text, body } = await pos.post(posApi.confirmations, wish);
  assert.equal(status, 200, text);
  const { code } = await t.lastMail(address);
  return { phone, pos, wish, body, id: body.confirmationId as string, code };
}

const poll = (tillId: string, id: string) =>
  new Browser(t.app).get(posConfirmation(id), { authorization: `Bearer ${t.keys.get(tillId)}` });

test('a POS finds, enrols and lists what a member can have', async () => {
  const pos = posAt(t, 'main-1');
  const enrolled = await pos.post(posApi.members, { email: 'pos@example.com', consent: 'join-1' });
  assert.deepEqual([enrolled.status, enrolled.body.joined], [200, true]);
  const { number } = enrolled.body.member;
  const again = await pos.post(posApi.members, { email: 'pos@example.com', consent: 'join-1' });
  assert.deepEqual([again.body.joined, again.body.member.number], [false, number]);
  const found = await pos.post(posApi.findMember, { email: 'pos@example.com' });
  assert.deepEqual(found.body, enrolled.body.member);
  await pos.purchase({
    member: { number },
    receiptNumber: 'M-1',
    total: { minor: 4_500, currency: 'EUR' },
  });
  const listed = await new Browser(t.app).get(posApi.rewards.replace(':number', number), {
    authorization: `Bearer ${t.keys.get('main-1')}`,
  });
  assert.equal(listed.body.balance, 45);
  assert.deepEqual(
    listed.body.rewards.map(({ id }: { id: string }) => id),
    ['small', 'mug', 'last'],
  );
  const nobody = await new Browser(t.app).get(posApi.rewards.replace(':number', '1234567890'), {
    authorization: `Bearer ${t.keys.get('main-1')}`,
  });
  assert.deepEqual(said(nobody), [404, 'member-unknown']);
});

test('what they hold a voucher of is told apart, as its points are paid', async () => {
  const phone = await t.joined('holds@example.com');
  await issued(phone, 'coffee');
  const { body } = await posAt(t, 'main-1').post(posApi.findMember, {
    number: await numberOf(phone),
  });
  assert.equal(body.balance, 50);
  assert.deepEqual(
    body.rewards.map((one: { id: string; points: number; voucherOpen: boolean }) => [
      one.id,
      one.points > body.balance,
      one.voucherOpen,
    ]),
    [
      ['coffee', true, true],
      ['small', false, false],
      ['mug', false, false],
      ['last', false, false],
    ],
  );
});

test('an enrolment under an Idempotency-Key is answered with the same bytes', async () => {
  const pos = posAt(t, 'main-1');
  const body = { email: 'key@example.com', consent: 'join-1' };
  const key = { 'idempotency-key': 'enrol-1' };
  const first = await pos.post(posApi.members, body, key);
  assert.equal((await pos.post(posApi.members, body, key)).text, first.text);
  const other = await pos.post(posApi.members, { ...body, firstName: 'Ada' }, key);
  assert.deepEqual(said(other), [422, 'key-reused']);
});

test('the receipt number is the natural key: of asking, of the redemption, and of a retry of either', async () => {
  const { phone, pos, wish, body, id, code } = await ask('main-1', 'natural@example.com');
  assert.deepEqual([body.state, body.redemption], ['open', null]);
  assert.equal((await pos.post(posApi.confirmations, wish)).text, JSON.stringify(body));
  const done = await pos.post(posConfirmation(id, '/code'), { code });
  assert.deepEqual(
    [done.status, done.body.state, done.body.redemption.state],
    [200, 'confirmed', 'redeemed'],
  );
  assert.equal((await pos.post(posConfirmation(id, '/code'), { code })).text, done.text);
  assert.equal((await pos.post(posApi.confirmations, wish)).body.state, 'confirmed');
  assert.equal((await poll('main-1', id)).body.redemption.used.till, 'Till 1');
  assert.equal(await balance(phone), 50);
  const kept = await voucher(phone, done.body.redemption.redemptionId);
  assert.equal(kept.body.state, 'redeemed');
});

test('another receipt is another question, and ends the one before', async () => {
  const { phone, pos, wish, id } = await ask('main-1', 'receipts@example.com');
  const second = await pos.post(posApi.confirmations, { ...wish, receiptNumber: 'R-2' });
  assert.notEqual(second.body.confirmationId, id);
  assert.equal((await poll('main-1', id)).body.state, 'cancelled');
  await answer(phone, second.body.confirmationId, 'no');
  assert.equal((await poll('main-1', second.body.confirmationId)).body.state, 'declined');
  // After a no the same sale may ask again.
  const third = await pos.post(posApi.confirmations, { ...wish, receiptNumber: 'R-2' });
  assert.equal(third.body.state, 'open');
  const back = await pos.post(posConfirmation(third.body.confirmationId, '/cancel'), {});
  assert.equal(back.body.state, 'cancelled');
});

test('wrong codes count under an Idempotency-Key too', async () => {
  const { pos, id, code } = await ask('main-1', 'count@example.com');
  const wrong = otherThan(code);
  const key = { 'idempotency-key': 'code-1' };
  for (const left of [4, 3, 2, 1]) {
    const seen = await pos.post(posConfirmation(id, '/code'), { code: wrong }, key);
    assert.deepEqual(
      [...said(seen), seen.body.error.details.left],
      [422, 'confirmation-code-wrong', left],
    );
  }
  const fifth = await pos.post(posConfirmation(id, '/code'), { code: wrong }, key);
  assert.deepEqual(said(fifth), [410, 'confirmation-over']);
  assert.deepEqual(said(await pos.post(posConfirmation(id, '/code'), { code })), [
    410,
    'confirmation-over',
  ]);
});

test('a dry run keeps nothing and mails nobody; a code guessed in one counts all the same', async () => {
  const { phone, pos, wish, id, code } = await ask('main-1', 'dry@example.com');
  await pos.post(posConfirmation(id, '/cancel'), {});
  const rehearsed = { email: 'never@example.com', consent: 'join-1' };
  const enrolled = await pos.post(`${posApi.members}?dryRun=true`, rehearsed);
  assert.deepEqual([enrolled.body.joined, enrolled.body.dryRun], [true, true]);
  const found = await pos.post(posApi.findMember, { email: rehearsed.email });
  assert.deepEqual(said(found), [404, 'member-unknown']);
  // Looked up within the hour, a member is not counted again.
  await pos.post(posApi.findMember, { number: wish.memberNumber });
  const before = await dump(t.context.store.read);
  const dry = await pos.post(`${posApi.confirmations}?dryRun=true`, wish);
  assert.deepEqual([dry.body.state, dry.body.dryRun], ['open', true]);
  assertUnchanged(before, await dump(t.context.store.read));

  const asked = await pos.post(posApi.confirmations, wish);
  const guess = posConfirmation(asked.body.confirmationId, '/code?dryRun=true');
  for (const left of [4, 3, 2, 1])
    assert.equal((await pos.post(guess, { code: otherThan(code) })).body.error.details.left, left);
  assert.deepEqual(said(await pos.post(guess, { code: otherThan(code) })), [
    410,
    'confirmation-over',
  ]);
  assert.equal(await balance(phone), 150);
});

test('another till’s key sees nothing of it, and none at all learns nothing', async () => {
  const { id, code } = await ask('main-1', 'others@example.com');
  const other = posAt(t, 'main-2');
  assert.deepEqual(said(await poll('main-2', id)), [404, 'confirmation-unknown']);
  assert.deepEqual(said(await other.post(posConfirmation(id, '/code'), { code })), [
    404,
    'confirmation-unknown',
  ]);
  const keyless = await t.browser().post(posApi.findMember, { email: 'others@example.com' });
  assert.deepEqual(said(keyless), [401, 'key-unknown']);
});

test('where the store’s tills take codes of their own, a yes only issues', async () => {
  const first = await loadProgram(t.context, poolProgram);
  const key = first.find(({ tillId }) => tillId === 'kiosk-1')?.key ?? '';
  const kiosk = posAt(t, 'kiosk-1', key);
  const phone = await t.joined('pooled@example.com');
  const wish = { memberNumber: await numberOf(phone), rewardId: 'mug', receiptNumber: 'K-1' };
  // With an empty pool the reward is sold out, before anybody is asked.
  assert.deepEqual(said(await kiosk.post(posApi.confirmations, wish)), [409, 'sold-out']);
  await load(t, { rewardId: 'mug', storeId: 'kiosk' }, lines('MUG-1'));
  const asked = await kiosk.post(posApi.confirmations, wish);
  assert.equal((await answer(phone, asked.body.confirmationId, 'yes')).body.state, 'issued');
  const { body } = await kiosk.post(posApi.confirmations, wish);
  const { redemption } = body;
  assert.deepEqual([body.state, redemption.state, redemption.used], ['confirmed', 'issued', null]);
  assert.equal((await wallet(phone)).vouchers[0].code, 'MUG-1');
});
