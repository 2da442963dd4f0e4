import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import {
  atOnce,
  balance,
  issued,
  newId,
  posAt,
  refusal,
  statuses,
  wallet,
} from '#server/tests/kit/counter.ts';
import { answer, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { askMember } from '#server/usecases/members/ask-confirmation.ts';
import { renewTillKey } from '#server/usecases/program/till-key.ts';
import { endTillKey } from '#server/usecases/till/end-key.ts';
import { recognisePos } from '#server/usecases/till/recognise-pos.ts';
import { reserveVoucher } from '#server/usecases/till/reserve-voucher.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

test('the same Idempotency-Key with the same body is answered byte for byte', async () => {
  const phone = await t.joined('bytes@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  const key = { 'idempotency-key': '"8e03978e-40d5-43dd-bc93-6894a57f9324"' };
  const answers = await atOnce(10, () => pos.redeem(code, 'bytes-1', key));
  assert.deepEqual(statuses(answers), { 200: 10 });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  t.clock.turn(24 * 60 * 60_000);
  assert.equal((await pos.redeem(code, 'bytes-1', key)).text, answers[0]?.text);
  await pos.reverse(answers[0]?.body.redemptionId, 'changed their mind');
  // It is the answer to that request, not the present state of the voucher.
  assert.equal((await pos.redeem(code, 'bytes-1', key)).text, answers[0]?.text);
});

test('the same key with another body or operation is refused; another till’s key is its own', async () => {
  const phone = await t.joined('reused@example.com');
  const first = await issued(phone, 'small');
  const second = await issued(phone, 'mug');
  const key = { 'idempotency-key': 'reused' };
  const pos = posAt(t, 'main-1');
  await pos.redeem(first.code, 'reused-1', key);
  for (const answer of [
    await pos.redeem(second.code, 'reused-1', key),
    await pos.redeem(first.code, 'reused-2', key),
    await pos.reverse(first.id, 'no', key),
  ]) {
    const { status, key: word } = refusal(answer);
    assert.deepEqual([status, word], [422, 'key-reused']);
  }
  assert.equal((await posAt(t, 'main-2').redeem(second.code, 'reused-1', key)).status, 200);
});

test('work that failed leaves no key behind', async () => {
  const phone = await t.joined('failed@example.com', 'H1');
  const { code } = await issued(phone, 'harbour');
  const other = await issued(phone, 'small');
  const key = { 'idempotency-key': 'failed' };
  const pos = posAt(t, 'main-1');
  assert.equal((await pos.redeem(code, 'failed-1', key)).status, 422);
  assert.equal((await pos.redeem(other.code, 'failed-2', key)).status, 200);
});

test('keys that are none are refused before anything happens', async () => {
  const phone = await t.joined('bad-key@example.com');
  const { code } = await issued(phone, 'small');
  for (const key of ['', 'two words', 'k'.repeat(256), 'ключ']) {
    const answer = await posAt(t, 'main-1').redeem(code, 'bad-key-1', { 'idempotency-key': key });
    assert.deepEqual([answer.status, refusal(answer).key], [400, 'request-invalid'], key);
    assert.equal(answer.body.error.pointer, '/headers/idempotency-key');
  }
  assert.equal((await wallet(phone)).vouchers.length, 1);
});

test('without a till’s key nothing is told, not even what is wrong with the body', async () => {
  const { code } = await issued(await t.joined('no-key@example.com'), 'small');
  const headers = [
    {},
    { authorization: 'Bearer ' },
    { authorization: 'Bearer tp_0000000000000000000000000000000000000000000' },
    { authorization: `Basic ${t.keys.get('main-1')}` },
    { authorization: `Bearer ${t.keys.get('main-1')} more` },
    { authorization: 'x'.repeat(5_000) },
  ];
  for (const header of headers) {
    for (const body of [{ scanned: code }, { nonsense: true }]) {
      const answer = await t.browser().post('/pos/v1/vouchers/look', body, header);
      assert.equal(answer.status, 401);
      assert.equal(refusal(answer).key, 'key-unknown');
      assert.equal(answer.headers['www-authenticate'], 'Bearer');
    }
  }
  const small = await t
    .browser()
    .post(
      '/pos/v1/vouchers/look',
      { scanned: code },
      { authorization: `bearer ${t.keys.get('main-1')}` },
    );
  assert.equal(small.status, 200, 'the scheme has no case (RFC 9110)');
});

test('a renewed key is good at once, and the old one for a day beside it', async () => {
  const { code } = await issued(await t.joined('renewed@example.com'), 'small');
  const till = { tillId: 'main-2', storeId: 'main' };
  const looks = async (key?: string) => (await posAt(t, 'main-2', key).look(code)).status;
  const { key: second, oldUntil } = await renewTillKey(t.context, till);
  assert.equal(oldUntil, t.clock.now() + 24 * 60 * 60_000);
  assert.deepEqual([await looks(), await looks(second)], [200, 200]);
  const { key: third } = await renewTillKey(t.context, till);
  assert.deepEqual([await looks(), await looks(second), await looks(third)], [401, 200, 200]);
  t.clock.turn(24 * 60 * 60_000);
  assert.deepEqual([await looks(second), await looks(third)], [401, 200]);
});

test('where others saw a key, the old one ends at once; an ended till has none', async () => {
  const { code } = await issued(await t.joined('seen-key@example.com'), 'small');
  const till = { tillId: 'main-2', storeId: 'main' };
  const looks = async (key: string) => (await posAt(t, 'main-2', key).look(code)).status;
  const { key: seen } = await renewTillKey(t.context, till);
  const { key: safe, oldUntil } = await renewTillKey(t.context, till, { atOnce: true });
  assert.deepEqual([oldUntil, await looks(seen), await looks(safe)], [null, 401, 200]);
  const { key: last } = await renewTillKey(t.context, till);
  await endTillKey(t.context, till);
  assert.deepEqual([await looks(safe), await looks(last)], [401, 401]);
  const { key: again } = await renewTillKey(t.context, till);
  assert.deepEqual([await looks(last), await looks(again)], [401, 200], 'an ended key stays ended');
});

test('what a POS held and asked is over when its key ends, as nobody there can finish it', async () => {
  const phone = await t.joined('held-by-the-ended@example.com');
  const { code } = await issued(phone, 'small');
  const till = { tillId: 'main-2', storeId: 'main' };
  const { key } = await renewTillKey(t.context, till);
  const pos = posAt(t, 'main-2', key);
  assert.equal((await pos.reserve(code, 'basket-1')).status, 200);
  const memberNumber = await numberOf(phone);
  const question = { memberNumber, rewardId: 'coffee', receiptNumber: 'asked-1' };
  const asking = await pos.post('/pos/v1/confirmations', question);
  assert.equal(asking.status, 200);
  assert.equal((await wallet(phone)).asks.length, 1);

  assert.equal(await endTillKey(t.context, till), 1, 'one voucher was held');
  assert.deepEqual((await wallet(phone)).asks, []);
  const late = await answer(phone, asking.body.confirmationId, 'yes');
  assert.deepEqual([late.status, refusal(late).key], [410, 'confirmation-over']);
  assert.equal((await posAt(t, 'main-1').redeem(code, 'elsewhere')).status, 200);
});

test('a request that was recognised just before its key ended begins nothing', async () => {
  const phone = await t.joined('recognised-late@example.com');
  const { code } = await issued(phone, 'small');
  const memberNumber = await numberOf(phone);
  const place = { tillId: 'main-2', storeId: 'main' };
  const { key } = await renewTillKey(t.context, place);
  const recognised = await recognisePos(t.context, `Bearer ${key}`);
  await endTillKey(t.context, place);
  for (const once of [null, 'dry-run', { key: 'late', fingerprint: 'late' }] as const) {
    const till = { ...recognised, associateId: null, language: 'en', once };
    const hold = { scanned: code, basketId: 'late', minutes: 30 };
    const ended = { refusal: { key: 'key-unknown' } };
    await assert.rejects(
      reserveVoucher(t.context, till, hold, (told) => told),
      ended,
    );
    const question = { id: newId(), memberNumber, rewardId: 'coffee', receiptNumber: 'late' };
    await assert.rejects(
      askMember(t.context, till, question, (told) => told),
      ended,
    );
  }
  assert.deepEqual((await wallet(phone)).asks, []);
  assert.equal((await posAt(t, 'main-1').redeem(code, 'not-held')).status, 200);
});

test('whatever a POS holds while its key ends, nothing is held afterwards', async () => {
  const codes = await Promise.all(
    [1, 2, 3, 4].map(async (turn) => {
      const phone = await t.joined(`held-while-ending-${turn}@example.com`);
      return (await issued(phone, 'small')).code;
    }),
  );
  const place = { tillId: 'main-2', storeId: 'main' };
  const { key } = await renewTillKey(t.context, place);
  const pos = posAt(t, 'main-2', key);
  const held = codes.map((code, turn) => pos.reserve(code, `basket-${turn}`));
  await Promise.all([...held, endTillKey(t.context, place)]);
  for (const [turn, code] of codes.entries())
    assert.equal((await posAt(t, 'main-1').redeem(code, `free-${turn}`)).status, 200);
});

test('a till that tries code after code has to wait, also with a right one', async () => {
  const phone = await t.joined('guess@example.com');
  const { code } = await issued(phone, 'small');
  const pos = posAt(t, 'harbour-1');
  const guess = (turn: number) => {
    const body = String(turn).padStart(11, '9');
    return body + checkDigitOf(body);
  };
  for (let turn = 0; turn < 30; turn += 1) assert.equal((await pos.look(guess(turn))).status, 404);
  for (let turn = 0; turn < 29; turn += 1) {
    assert.equal((await pos.redeem(guess(turn), 'guess')).status, 404);
  }
  const buyer = { scanned: guess(30) };
  assert.equal((await pos.purchase({ member: buyer, receiptNumber: 'guess' })).status, 404);
  const answer = await pos.redeem(code, 'guess');
  assert.deepEqual([answer.status, refusal(answer).key], [429, 'too-many-requests']);
  assert.ok(Number(answer.headers['retry-after']) > 0);
  assert.equal((await posAt(t, 'main-1').look(code)).status, 200, 'other tills go on');
  t.clock.turn(10 * 60_000);
  assert.equal((await pos.redeem(code, 'guess')).status, 200);
  assert.equal(await balance(phone), 140);
});

test('a damaged barcode is no guess', async () => {
  const pos = posAt(t, 'main-1');
  for (let turn = 0; turn < 70; turn += 1) assert.equal((await pos.look('123')).status, 422);
  const { code } = await issued(await t.joined('no-guess@example.com'), 'small');
  assert.equal((await pos.look(code)).status, 200);
});

test('a body that no schema knows is refused with what is wrong and where', async () => {
  const pos = posAt(t, 'main-1');
  const path = '/pos/v1/redemptions';
  const cases = [
    [{ scanned: '1', receiptNumber: 'R', amount: 5 }, '/amount'],
    [{ scanned: '1' }, '/receiptNumber'],
    [{ scanned: 1, receiptNumber: 'R' }, '/scanned'],
    [{ scanned: '1', receiptNumber: 'R\u0007' }, '/receiptNumber'],
    [{ scanned: '1', receiptNumber: 'R'.repeat(65) }, '/receiptNumber'],
  ] as const;
  for (const [body, pointer] of cases) {
    const answer = await pos.post(path, body);
    assert.deepEqual([answer.status, answer.body.error.pointer], [400, pointer]);
  }
  const huge = await pos.post(path, { scanned: 'x'.repeat(70_000), receiptNumber: 'R' });
  assert.deepEqual([huge.status, refusal(huge).key], [413, 'request-too-large']);
  const unknown = await pos.post(`/pos/v1/redemptions/${newId()}/forget`, {});
  assert.deepEqual([unknown.status, refusal(unknown).key], [404, 'not-found']);
});
