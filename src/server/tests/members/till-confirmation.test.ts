import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { confirmationMs } from '#domain/redemption/confirmation.ts';
import {
  atOnce,
  balance,
  issued,
  posAt,
  said,
  statuses,
  wallet,
} from '#server/tests/kit/counter.ts';
import {
  answer,
  asked,
  askMember,
  follow,
  numberOf,
  readOut,
  takeBack,
} from '#server/tests/kit/members.ts';
import { otherThan } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing replays the ledger: after all these races no point was lost or doubled.
after(() => t.close());

test('the member says yes on the phone: issued and redeemed at the till that asked, once', async () => {
  const till = await t.onDuty('main-1');
  const { phone, id } = await asked(t, till, { address: 'yes@example.com' });
  const [ask] = (await wallet(phone)).asks;
  assert.equal(ask.id, id);
  assert.match(ask.text, /Till 1.*Main St\..*Reward coffee.*100 points/);
  assert.equal(await balance(phone), 150);
  const waiting = (await follow(till, id)).body;
  assert.deepEqual([waiting.state, waiting.voucher], ['open', null]);

  const yes = await answer(phone, id, 'yes');
  assert.deepEqual([yes.status, yes.body.state, yes.body.used.till], [200, 'redeemed', 'Till 1']);
  const done = (await follow(till, id)).body;
  assert.deepEqual([done.state, done.voucher.state], ['confirmed', 'redeemed']);
  assert.equal(done.voucher.reward.instruction, 'Give coffee');
  assert.equal(await balance(phone), 50);
  assert.deepEqual((await wallet(phone)).asks, []);
  const [line] = (await till.get('/api/till/recent')).body;
  assert.deepEqual([line.reward, line.associate], ['Reward coffee', 'Sam of Main St.']);
});

test('the code of the mail says yes as well, and a lost answer is told again for ever', async () => {
  const till = await t.onDuty('main-1');
  const { phone, id, code } = await asked(t, till, { address: 'code@example.com' });
  const first = await readOut(till, id, `${code.slice(0, 3)} ${code.slice(3)}`);
  assert.deepEqual([first.body.state, first.body.voucher.state], ['confirmed', 'redeemed']);
  for (const again of await atOnce(5, () => readOut(till, id, code))) {
    assert.deepEqual([again.status, again.text], [200, first.text]);
  }
  t.clock.turn(24 * 60 * 60_000);
  const nextDay = await t.onDuty('main-1');
  assert.deepEqual((await readOut(nextDay, id, code)).body.voucher, first.body.voucher);
  assert.equal((await answer(phone, id, 'yes')).body.id, first.body.voucher.redemptionId);
  assert.equal(await balance(phone), 50);
});

test('the member says no: the till says so, and nothing can be made of it any more', async () => {
  const till = await t.onDuty('main-1');
  const { phone, number, id, code } = await asked(t, till, { address: 'no@example.com' });
  assert.equal((await answer(phone, id, 'no')).status, 200);
  assert.equal((await answer(phone, id, 'no')).status, 200);
  assert.equal((await follow(till, id)).body.state, 'declined');
  assert.deepEqual(said(await readOut(till, id, code)), [410, 'confirmation-declined']);
  assert.deepEqual(said(await answer(phone, id, 'yes')), [410, 'confirmation-declined']);
  assert.equal(await balance(phone), 150);
  // Minds change: asking again makes another question.
  const again = await askMember(till, number, 'coffee');
  assert.equal((await answer(phone, again.body.id, 'yes')).status, 200);
  assert.deepEqual(said(await answer(phone, again.body.id, 'no')), [410, 'confirmation-over']);
});

test('after five minutes a yes comes too late', async () => {
  const till = await t.onDuty('main-1');
  const { phone, id, code } = await asked(t, till, { address: 'late@example.com' });
  t.clock.turn(confirmationMs - 1);
  assert.equal((await follow(till, id)).body.state, 'open');
  t.clock.turn(1);
  assert.equal((await follow(till, id)).body.state, 'expired');
  assert.deepEqual((await wallet(phone)).asks, []);
  assert.deepEqual(said(await answer(phone, id, 'yes')), [410, 'confirmation-over']);
  assert.deepEqual(said(await readOut(till, id, code)), [410, 'confirmation-over']);
  assert.equal(await balance(phone), 150);
});

test('five wrong codes end it; a slip of the finger is no guess', async () => {
  const till = await t.onDuty('main-1');
  const { phone, id, code } = await asked(t, till, { address: 'wrong@example.com' });
  const wrong = await readOut(till, id, otherThan(code));
  assert.deepEqual(
    [...said(wrong), wrong.body.error.details.left],
    [422, 'confirmation-code-wrong', 4],
  );
  assert.equal((await readOut(till, id, '12345')).body.error.details.left, 4);
  // Sent at once, they count one by one.
  const rest = await atOnce(4, () => readOut(till, id, otherThan(code)));
  assert.deepEqual(statuses(rest), { 410: 1, 422: 3 });
  assert.deepEqual(said(await readOut(till, id, code)), [410, 'confirmation-over']);
  assert.deepEqual(said(await answer(phone, id, 'yes')), [410, 'confirmation-over']);
  assert.equal((await follow(till, id)).body.state, 'ended');
  assert.equal(await balance(phone), 150);
});

test('asking for something else ends the first question, and taking back ends the last', async () => {
  const till = await t.onDuty('main-1');
  const { phone, number, id } = await asked(t, till, { address: 'instead@example.com' });
  const instead = await askMember(till, number, 'small');
  assert.equal((await follow(till, id)).body.state, 'cancelled');
  assert.deepEqual(said(await answer(phone, id, 'yes')), [410, 'confirmation-over']);
  assert.equal((await takeBack(till, instead.body.id)).body.state, 'cancelled');
  assert.equal((await takeBack(till, instead.body.id)).body.state, 'cancelled');
  assert.deepEqual(said(await answer(phone, instead.body.id, 'yes')), [410, 'confirmation-over']);
  const yes = await askMember(till, number, 'small');
  await answer(phone, yes.body.id, 'yes');
  assert.equal(
    (await takeBack(till, yes.body.id)).body.state,
    'confirmed',
    'a yes that was first stands',
  );
  assert.equal(await balance(phone), 140);
});

test('what can’t be had is not asked, and what can’t be had any more is not given', async () => {
  const till = await t.onDuty('main-1');
  const phone = await t.joined('cannot@example.com');
  const number = await numberOf(phone);
  const refused = [
    ['dear', 422, 'points-short'],
    ['golden', 422, 'tier-required'],
    ['gone', 409, 'sold-out'],
    ['harbour', 422, 'not-in-this-store'],
    ['nothing', 404, 'reward-unknown'],
  ] as const;
  for (const [rewardId, status, key] of refused)
    assert.deepEqual(said(await askMember(till, number, rewardId)), [status, key]);
  assert.deepEqual(said(await askMember(till, '1234567890', 'coffee')), [404, 'member-unknown']);
  const { body } = await askMember(till, number, 'coffee');
  // The member spends the points elsewhere while the question is open.
  const { id } = await issued(phone, 'cake');
  assert.deepEqual(said(await answer(phone, body.id, 'yes')), [422, 'points-short']);
  assert.equal((await follow(till, body.id)).body.state, 'open', 'they may still come back');
  await phone.post(`/api/redemptions/${id}/cancel`);
  assert.equal((await answer(phone, body.id, 'yes')).status, 200);
});

test('a voucher that is open on the phone already is what gets redeemed', async () => {
  const till = await t.onDuty('main-1');
  const phone = await t.joined('held@example.com');
  const { id } = await issued(phone, 'coffee');
  const { body } = await askMember(till, await numberOf(phone), 'coffee');
  const yes = await answer(phone, body.id, 'yes');
  assert.deepEqual([yes.status, yes.body.id, yes.body.state], [200, id, 'redeemed']);
  assert.equal(await balance(phone), 50);
});

test('a forms’ page says yes and no without scripts', async () => {
  const till = await t.onDuty('main-1');
  const { phone, number, id } = await asked(t, till, { address: 'form@example.com' });
  const page = await phone.page('/wallet');
  assert.ok(page.text.includes(`action="/api/confirmations/${id}/yes"`));
  const yes = await phone.form(`/api/confirmations/${id}/yes`, {}, '/wallet');
  assert.equal(yes.status, 303);
  assert.match(String(yes.headers.location), /^\/redemptions\//);
  const second = await askMember(till, number, 'small');
  const no = await phone.form(`/api/confirmations/${second.body.id}/no`, {}, '/wallet');
  assert.deepEqual([no.status, no.headers.location], [303, '/wallet']);
  assert.match(
    (await phone.page('/wallet')).text,
    /role="status">The till isn’t asking any more\.</,
  );
});

test('a code leaves no trace but its hash, and undoing gives the points back', async () => {
  const till = await t.onDuty('main-1');
  const { phone, id, code } = await asked(t, till, { address: 'trace@example.com' });
  const rows = await t.context.store.read.selectFrom('confirmations').selectAll().execute();
  assert.equal(JSON.stringify(rows).includes(`"${code}"`), false);
  const { body } = await readOut(till, id, code);
  const undone = await posAt(t, 'main-1').reverse(body.voucher.redemptionId, 'changed their mind');
  assert.equal(undone.status, 200);
  assert.equal(await balance(phone), 150);
});
