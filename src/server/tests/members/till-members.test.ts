import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issued, newId, posAt, said, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { askMember, enrol, find, mailsOut, numberOf, readOut } from '#server/tests/kit/members.ts';
import { ask, enterCode } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

test('a member is found by address, number, their own barcode or a voucher’s', async () => {
  const phone = await t.joined('ada@example.com');
  await phone.post('/api/profile', { firstName: 'Ada' });
  const number = await numberOf(phone);
  const { code } = await issued(phone, 'small');
  const till = await t.onDuty('main-1');
  const wishes = [
    { email: ' ADA@example.com ' },
    { number: `${number.slice(0, 2)} ${number.slice(2)}` },
    { scanned: `]C0${number}\n` },
    { scanned: code },
  ];
  for (const wish of wishes) {
    const { status, body, text } = await find(till, wish);
    assert.equal(status, 200, text);
    assert.deepEqual([body.number, body.firstName, body.tier.name], [number, 'Ada', 'Member']);
    assert.deepEqual([body.balance, body.liveVouchers, body.proved], [140, 1, true]);
    assert.doesNotMatch(text, /ada@example/i, 'the address is nobody’s business at the till');
  }
});

test('what they can have here and now is suggested, and what is nearly in reach', async () => {
  const phone = await t.joined('suggest@example.com');
  await issued(phone, 'coffee');
  const till = await t.onDuty('main-1');
  const wish = { number: await numberOf(phone) };
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  const { body } = await find(till, wish);
  // The member has fifty points and a paid coffee. The others are for Gold, sold out, in the future, in the past, or
  // only at the harbour.
  assert.deepEqual(ids(body.rewards), ['coffee', 'small', 'mug', 'last']);
  assert.deepEqual(body.rewards[1], {
    id: 'small',
    name: 'Reward small',
    instruction: 'Give small',
    points: 10,
    voucherOpen: false,
    worth: { kind: 'amount-off', amount: { minor: 500, currency: 'EUR' } },
  });
  assert.deepEqual(body.nearly, [
    { id: 'cake', name: 'Reward cake', points: 100, missing: 50 },
    { id: 'dear', name: 'Reward dear', points: 1_000, missing: 950 },
  ]);
  const harbour = await t.onDuty('harbour-1');
  assert.ok(ids((await find(harbour, wish)).body.rewards).includes('harbour'));
  const arabic = await till.post('/api/till/members/lookup', wish, { 'accept-language': 'ar' });
  assert.equal(arabic.body.rewards[1].instruction, 'أعط small');
});

test('exactly one way to find somebody; what is wrong with it is said', async () => {
  const till = await t.onDuty('main-1');
  const none = await find(till, {});
  assert.deepEqual([...said(none), none.body.error.pointer], [400, 'request-invalid', '']);
  const two = await find(till, { email: 'a@example.com', scanned: '1' });
  assert.deepEqual([...said(two), two.body.error.pointer], [400, 'request-invalid', '/scanned']);
  const shape = await find(till, { email: 'ada' });
  assert.deepEqual(said(shape), [422, 'address-invalid']);
  assert.match(shape.body.error.message, /name@example\.com/);
  const number = await numberOf(await t.joined('slip@example.com'));
  const slip = number.replace(/^./, (digit) => String((Number(digit) % 9) + 1));
  assert.deepEqual(said(await find(till, { number: slip })), [404, 'member-unknown']);
  assert.deepEqual(said(await find(till, { scanned: slip })), [422, 'code-damaged']);
  assert.deepEqual(said(await find(till, { scanned: 'HELLO' })), [422, 'code-not-ours']);
  assert.deepEqual(said(await find(t.browser(), { number })), [401, 'device-unknown']);
});

test('a till that tries addresses has to wait, with right ones too', async () => {
  await t.joined('found@example.com');
  const till = await t.onDuty('main-2');
  const wish = (turn: number) => ({ email: `nobody-${turn}@example.com` });
  for (let turn = 0; turn < 60; turn += 1)
    assert.deepEqual(said(await find(till, wish(turn))), [404, 'member-unknown']);
  const refused = await find(till, { email: 'found@example.com' });
  assert.deepEqual(said(refused), [429, 'too-many-requests']);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  t.clock.turn(10 * 60_000);
  assert.equal((await find(till, { email: 'found@example.com' })).status, 200);
});

test('looking is written down once, and changes nothing', async () => {
  const number = await numberOf(await t.joined('look@example.com'));
  const till = await t.onDuty('main-1');
  await find(till, { number });
  const before = await dump(t.context.store.read);
  for (let turn = 0; turn < 5; turn += 1) await find(till, { number });
  assertUnchanged(before, await dump(t.context.store.read));
});

test('enrolled at the till: a member at once, a mail goes out, and the gift comes with the proof', async () => {
  const till = await t.onDuty('main-1');
  const { status, body } = await enrol(till, ' New@example.com', { firstName: ' Noor\n' });
  assert.deepEqual([status, body.joined], [200, true]);
  assert.deepEqual(
    [body.member.firstName, body.member.balance, body.member.proved],
    ['Noor', 0, false],
  );
  const mail = await t.lastMail('New@example.com');
  assert.match(mail.subject, /Welcome to Test & Sons/);

  t.clock.turn(1_000);
  const phone = t.browser();
  const asked = await ask(t, phone, 'new@example.com');
  await enterCode(phone, asked.id, asked.code);
  const mine = await wallet(phone);
  assert.deepEqual(
    [mine.member, mine.balance],
    [{ firstName: 'Noor', number: body.member.number }, 150],
  );
  assert.deepEqual((await find(till, { number: body.member.number })).body.proved, true);
  // Signing in again gives no second gift.
  const laptop = t.browser();
  const again = await ask(t, laptop, 'new@example.com');
  await enterCode(laptop, again.id, again.code);
  assert.equal((await wallet(laptop)).balance, 150);
});

test('a code read out of the mail proves the address too', async () => {
  const till = await t.onDuty('main-1');
  const { number } = (await enrol(till, 'proof@example.com')).body.member;
  const total = { minor: 4_500, currency: 'EUR' };
  await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: 'proof-1', total });
  t.clock.turn(1);
  const { id } = (await askMember(till, number, 'mug')).body;
  const { code } = await t.lastMail('proof@example.com');
  assert.equal((await readOut(till, id, code)).body.voucher.state, 'redeemed');
  const { body } = await find(till, { number });
  assert.deepEqual([body.proved, body.balance], [true, 45 + 150 - 40]);
});

test('the document of the member barcode carries that of the number, for a phone without signal', async () => {
  const phone = await t.joined('bars@example.com');
  const { text } = await phone.page('/scan');
  // Ten digits of Code 128 in set C, with the white beside them.
  const drawn = text.match(/<svg[^>]*data-modules="110"[^>]*>/g) ?? [];
  assert.equal(drawn.length, 1);
  assert.match(drawn[0] ?? '', /barcode-bars.*aria-label="Member barcode"/);
});

test('the same enrolment sent again is the same; sixteen at once make one member and one mail', async () => {
  const till = await t.onDuty('main-1');
  const id = newId();
  const before = await mailsOut(t);
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => enrol(till, 'once@example.com', {}, id)),
  );
  for (const { status, body } of answers)
    assert.deepEqual(
      [status, body.joined, body.member.number],
      [200, true, answers[0]?.body.member.number],
    );
  assert.equal((await mailsOut(t)) - before, 1);
});

test('who is a member already is found, keeps their name, and gets no welcome', async () => {
  const phone = await t.joined('already@example.com');
  await phone.post('/api/profile', { firstName: 'Ada' });
  const till = await t.onDuty('main-1');
  const before = await mailsOut(t);
  const { body } = await enrol(till, 'ALREADY@example.com', { firstName: 'Mallory' });
  assert.deepEqual([body.joined, body.member.firstName, body.member.balance], [false, 'Ada', 150]);
  assert.equal(body.member.number, await numberOf(phone));
  assert.equal(await mailsOut(t), before);
});

test('what was agreed to, by whom and when, is kept', async () => {
  const till = await t.onDuty('main-1');
  await enrol(till, 'consent@example.com');
  const rows = await t.context.store.read.selectFrom('consents').selectAll().execute();
  const row = rows.at(-1);
  const [associate] = await t.context.store.read
    .selectFrom('associates')
    .selectAll()
    .where('id', '=', row?.associate_id ?? '')
    .execute();
  assert.deepEqual(
    [row?.text, row?.till_id, row?.store_id, row?.at, associate?.name],
    ['join-1', 'main-1', 'main', t.clock.now(), 'Sam of Main St.'],
  );
});

test('no enrolment without an address and a yes', async () => {
  const till = await t.onDuty('main-1');
  const before = await dump(t.context.store.read);
  for (const [email, fault] of [
    ['', 'empty'],
    ['ada', 'shape'],
    ['a@example.com, b@example.com', 'several'],
  ] as const) {
    const refused = await enrol(till, email);
    assert.deepEqual(
      [...said(refused), refused.body.error.details.fault],
      [422, 'address-invalid', fault],
    );
  }
  const silent = await till.post('/api/till/members', { id: newId(), email: 'a@example.com' });
  assert.deepEqual(
    [...said(silent), silent.body.error.pointer],
    [400, 'request-invalid', '/consent'],
  );
  const other = await enrol(till, 'a@example.com', { consent: 'no-such-text' });
  assert.deepEqual(
    [...said(other), other.body.error.pointer],
    [400, 'request-invalid', '/consent'],
  );
  assertUnchanged(before, await dump(t.context.store.read));
});

test('a till types no list through', async () => {
  const till = await t.onDuty('harbour-1');
  for (let turn = 0; turn < 40; turn += 1)
    assert.equal((await enrol(till, `list-${turn}@example.com`)).status, 200);
  assert.deepEqual(said(await enrol(till, 'list-41@example.com')), [429, 'too-many-requests']);
  assert.deepEqual(said(await find(till, { email: 'list-41@example.com' })), [
    404,
    'member-unknown',
  ]);
});

test('an address that is enrolled again and again is not written to again and again', async () => {
  const till = await t.onDuty('main-1');
  const before = await mailsOut(t);
  for (let turn = 0; turn < 6; turn += 1) await enrol(till, 'flood@example.com');
  assert.equal((await mailsOut(t)) - before, 3);
});
