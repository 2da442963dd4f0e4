import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { memberApi, mergePage, pinPage, tillApi } from '#contract/paths.ts';
import { chosenPinWaitMs } from '#domain/people/member-pin.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance, newId, posAt, said, statuses } from '#server/tests/kit/counter.ts';
import { administrator } from '#server/tests/kit/desk/at-desk.ts';
import {
  asked,
  askMember,
  enrol,
  find,
  follow,
  givePin,
  idOf,
  numberOf,
  posConfirmation,
  readOut,
  typePin,
} from '#server/tests/kit/members.ts';
import { proveOther } from '#server/tests/kit/model/merging.ts';
import { mailsTo } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing replays the ledger: after all these races no point was lost or doubled.
after(() => t.close());

const pin = '7391';
const minuteMs = 60_000;

/** What the page says after one of its forms. */
async function pinSaid(phone: Browser, fields: Record<string, string>): Promise<string> {
  t.clock.turn(1);
  assert.equal((await phone.form(pinPage, fields, pinPage)).status, 303);
  return (await phone.page(pinPage)).text;
}

/** The PIN's row as it is kept. */
const kept = async (address: string) =>
  t.context.store.read
    .selectFrom('member_pins')
    .selectAll()
    .where('member_id', '=', await idOf(t, address))
    .executeTakeFirst();

test('a member chooses a PIN in the profile and uses points with it at the till, without phone and mail', async () => {
  const address = 'profile@example.com';
  const phone = await t.joined(address);
  assert.equal((await phone.get(memberApi.profile)).body.pin.path, pinPage);
  assert.match((await phone.page(pinPage)).text, /You have no PIN/);
  for (const [typed, why] of [
    ['739', /A PIN has four digits/],
    ['1984', /people guess first/],
    ['1212', /people guess first/],
  ] as const)
    assert.match(await pinSaid(phone, { pin: typed }), why);
  assert.match(await pinSaid(phone, { pin }), /Saved\. We’ve told you by mail/);
  const [told] = await mailsTo(t, address);
  assert.match(told?.text ?? '', /A PIN was chosen[\s\S]*freeze/);
  assert.ok(!told?.text.includes(pin));
  assert.ok(!JSON.stringify(await kept(address)).includes(pin), 'only a slow hash is kept');

  const till = await t.onDuty('main-1');
  const number = await numberOf(phone);
  const { body } = await askMember(till, number, 'coffee');
  assert.ok(body.pinFrom <= t.clock.now());
  const used = await typePin(till, body.id, '٧٣ ٩١');
  assert.deepEqual(
    [used.body.state, used.body.voucher.state],
    ['confirmed', 'redeemed'],
    used.text,
  );
  assert.equal(await balance(phone), 50);
  // A lost answer is told again, whatever is typed: nothing is left to guess.
  for (const again of await atOnce(4, () => typePin(till, body.id, '0000')))
    assert.deepEqual([again.status, again.text], [200, used.text]);
  assert.equal(await balance(phone), 50);
});

test('a PIN asks for a fresh sign-in by mail, and a frozen member neither chooses one nor spends by one', async () => {
  const address = 'fresh@example.com';
  const phone = await t.joined(address);
  t.clock.turn(16 * minuteMs);
  assert.match((await phone.page(pinPage)).text, /First, show us that your mailbox is yours/);
  await pinSaid(phone, { pin });
  assert.equal(await kept(address), undefined);

  await givePin(t, address, pin);
  const till = await t.onDuty('main-1');
  const { body } = await askMember(till, await numberOf(phone), 'coffee');
  await phone.post(memberApi.freeze);
  assert.deepEqual(said(await typePin(till, body.id, pin)), [423, 'frozen']);
  assert.equal(await balance(phone), 150);
  await phone.form(pinPage, { end: 'yes' }, pinPage);
  assert.equal(await kept(address), undefined, 'ending it asks for nothing');
});

test('a PIN chosen on the till’s screen is taken a day later, its member is told at once, and no till changes it', async () => {
  const till = await t.onDuty('main-1');
  const address = 'card@example.com';
  const { body: joined } = await enrol(till, address);
  const { memberId, number, pinFrom } = joined.member;
  assert.equal(pinFrom, null);
  await posAt(t, 'main-1').purchase({
    member: { number },
    receiptNumber: 'PIN-1',
    total: { minor: 20_000, currency: 'EUR' },
  });
  const choose = (typed: string) => till.post(tillApi.memberPin, { memberId, pin: typed });
  assert.deepEqual(said(await choose('1111')), [422, 'member-pin-simple']);
  t.clock.turn(1);
  const chosen = await choose(pin);
  assert.deepEqual([chosen.status, chosen.body.usableAt], [200, t.clock.now() + chosenPinWaitMs]);
  assert.deepEqual(said(await choose('4071')), [409, 'member-pin-kept']);
  const [told] = await mailsTo(t, address);
  assert.match(told?.text ?? '', /At Main St\., Till 1, a PIN was chosen/);
  const acts = await t.context.store.read
    .selectFrom('admin_acts')
    .select(['store_id', 'details'])
    .where('act', '=', 'pin-chosen')
    .execute();
  const [associate] = await associatesOf(t.context.store.read, 'main');
  const details = JSON.stringify({ tillId: 'main-1', associateId: associate?.id });
  assert.deepEqual(acts, [{ store_id: 'main', details }]);

  const early = await askMember(till, number, 'small');
  assert.deepEqual(said(await typePin(till, early.body.id, pin)), [409, 'member-pin-early']);
  t.clock.turn(chosenPinWaitMs);
  const next = await t.onDuty('main-1');
  const later = await askMember(next, number, 'small');
  assert.equal((await typePin(next, later.body.id, pin)).body.state, 'confirmed');
  // A PIN proves no address: the welcome gift is still to come.
  assert.equal((await find(next, { number })).body.proved, false);
});

test('three wrong PINs lock it at every till, also the right one; the mailed code goes on, and the member is told', async () => {
  const till = await t.onDuty('main-1');
  const address = 'locked@example.com';
  const { phone, number, id } = await asked(t, till, { address, rewardId: 'small' });
  await givePin(t, address, pin);
  assert.deepEqual(said(await typePin(till, id, '12')), [422, 'member-pin-form'], 'no try');
  const first = await typePin(till, id, '9173');
  assert.deepEqual([...said(first), first.body.error.details.left], [422, 'member-pin-wrong', 2]);
  // Sent at once from two tills, they count one by one, and no more are tried than are left.
  const other = await t.onDuty('main-2');
  const there = await askMember(other, number, 'small');
  const rest = await atOnce(8, (turn) =>
    turn % 2 === 0 ? typePin(till, id, `928${turn}`) : typePin(other, there.body.id, `928${turn}`),
  );
  assert.deepEqual(statuses(rest), { 422: 1, 429: 7 });
  for (const right of [typePin(till, id, pin), typePin(other, there.body.id, pin)])
    assert.deepEqual(said(await right), [429, 'member-pin-locked']);
  assert.equal(await balance(phone), 150);
  const locked = (await mailsTo(t, address)).filter(({ text }) => /wrong PIN was typed/.test(text));
  assert.equal(locked.length, 1);
  t.clock.turn(1);
  const again = await askMember(till, number, 'coffee');
  const { code } = await t.lastMail(address);
  assert.equal((await readOut(till, again.body.id, code)).body.state, 'confirmed');
  t.clock.turn(15 * minuteMs);
  const after15 = await askMember(till, number, 'small');
  assert.equal((await typePin(till, after15.body.id, pin)).body.state, 'confirmed');
});

test('a till’s wrong PINs end at ten in ten minutes, over all members', async () => {
  t.clock.turn(24 * 60 * minuteMs);
  const till = await t.onDuty('main-1');
  const answers = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const address = `guessed-${turn}@example.com`;
    const { id } = await asked(t, till, { address, rewardId: 'small' });
    await givePin(t, address, pin);
    for (let wrong = 0; wrong < 2; wrong += 1) answers.push(await typePin(till, id, `917${wrong}`));
    if (turn === 5) answers.push(await typePin(till, id, pin));
  }
  assert.deepEqual(statuses(answers), { 422: 10, 429: 3 });
  const told = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'till.guessed')
    .execute();
  assert.match(told.at(-1)?.data ?? '', /"what":"member-pin"/);
});

test('a right PIN, a mailed code and the phone at once are one redemption', async () => {
  t.clock.turn(10 * minuteMs);
  const till = await t.onDuty('main-1');
  const address = 'at-once@example.com';
  const { phone, id, code } = await asked(t, till, { address });
  await givePin(t, address, pin);
  const answers = await atOnce(9, (turn) =>
    turn % 3 === 0
      ? typePin(till, id, pin)
      : turn % 3 === 1
        ? readOut(till, id, code)
        : phone.post(`/api/confirmations/${id}/yes`),
  );
  assert.deepEqual(statuses(answers), { 200: 9 });
  assert.equal(await balance(phone), 50);
});

test('support ends a PIN, a merge ends the other membership’s, and a POS takes one as the till page does', async () => {
  const till = await t.onDuty('main-1');
  const address = 'ended@example.com';
  const { id } = await asked(t, till, { address });
  await givePin(t, address, pin);
  const memberId = await idOf(t, address);
  const support = await administrator(t, 'Sam', 'support');
  const page = async () =>
    (await support.browser.get(deskApi.member.replace(':memberId', memberId))).body.pin;
  assert.notEqual(await page(), null);
  await support.browser.post(deskApi.endMemberPin.replace(':memberId', memberId));
  assert.equal(await page(), null);
  assert.deepEqual(said(await typePin(till, id, pin)), [409, 'member-pin-none']);
  assert.equal((await follow(till, id)).body.pinFrom, null);
  const [told] = await mailsTo(t, address);
  assert.match(told?.text ?? '', /PIN of the membership .* has ended/);

  await t.joined('pin-other@example.com');
  await givePin(t, 'pin-other@example.com', pin);
  const otherId = await idOf(t, 'pin-other@example.com');
  const phone = await t.joined('pin-own@example.com');
  await givePin(t, 'pin-own@example.com', '4071');
  assert.match(await proveOther(t, phone, 'pin-other@example.com'), /other membership’s PIN/);
  await phone.form(mergePage, { merge: 'yes', confirm: 'yes' }, mergePage);
  t.clock.turn(1);
  const rows = await t.context.store.read.selectFrom('member_pins').select('member_id').execute();
  assert.ok(!rows.some((row) => row.member_id === otherId));
  const pos = posAt(t, 'main-1');
  const wish = { memberNumber: await numberOf(phone), rewardId: 'coffee', receiptNumber: 'PIN-9' };
  const question = await pos.post('/pos/v1/confirmations', wish);
  assert.equal(typeof question.body.pinFrom, 'string');
  const path = posConfirmation(question.body.confirmationId, '/pin');
  const headers = { 'idempotency-key': newId() };
  assert.deepEqual(said(await pos.post(path, { pin })), [422, 'member-pin-wrong']);
  const used = await pos.post(path, { pin: '4071' }, headers);
  assert.deepEqual([used.status, used.body.state], [200, 'confirmed'], used.text);
  assert.equal((await pos.post(path, { pin: '4071' }, headers)).text, used.text);
  assert.equal(await balance(phone), 200);
});
