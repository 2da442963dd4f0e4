import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from '#server/tests/kit/browser.ts';
import {
  atOnce,
  balance,
  issued,
  newId,
  posAt,
  said,
  statuses,
  voucher,
} from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const look = (till: Browser, scanned: string) => till.post('/api/till/look', { scanned });
const redeem = (till: Browser, scanned: string, id = newId()) =>
  till.post('/api/till/redeem', { scanned, id });
const undo = (till: Browser, redemptionId: string, reason: string) =>
  till.post('/api/till/reverse', { redemptionId, reason });

test('looking says in words what to give, in the associate’s language, and changes nothing', async () => {
  const phone = await t.joined('look@example.com');
  await phone.post('/api/profile', { firstName: 'Ada' });
  const { code, id } = await issued(phone, 'coffee');
  const till = await t.onDuty('main-1');
  const { status, body } = await look(till, code);
  assert.equal(status, 200);
  assert.deepEqual([body.redemptionId, body.state, body.refusal], [id, 'issued', null]);
  assert.deepEqual([body.firstName, body.tier, body.points], ['Ada', 'Member', 100]);
  assert.equal(body.reward.instruction, 'Give coffee');
  const arabic = await till.post('/api/till/look', { scanned: code }, { 'accept-language': 'ar' });
  assert.equal(arabic.body.reward.instruction, 'أعط coffee');
  for (let turn = 0; turn < 5; turn += 1) await look(till, code);
  assert.equal((await voucher(phone, id)).body.state, 'issued');
});

test('one press that arrives ten times gives once; another press hears that it was given', async () => {
  const phone = await t.joined('press@example.com');
  const { code } = await issued(phone, 'coffee');
  const till = await t.onDuty('main-1');
  const id = newId();
  const answers = await atOnce(10, () => redeem(till, code, id));
  assert.deepEqual(statuses(answers), { 200: 10 });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal(answers[0]?.body.used.till, 'Till 1');
  const second = await redeem(till, code);
  assert.deepEqual(said(second), [409, 'already-used']);
  assert.match(second.body.error.message, /Main St\..*Till 1.*10:00/);
  assert.equal((await look(till, code)).body.refusal.key, 'already-used');
  assert.equal(await balance(phone), 50);
});

test('an undo needs a reason, gives the points back once, and only in its store', async () => {
  const phone = await t.joined('undo@example.com');
  const { code, id } = await issued(phone, 'coffee');
  const till = await t.onDuty('main-1');
  const other = await t.onDuty('main-2');
  const harbour = await t.onDuty('harbour-1');
  assert.deepEqual(said(await undo(till, id, 'early')), [409, 'not-redeemed']);
  await redeem(till, code);
  assert.deepEqual(said(await undo(till, id, '')), [422, 'reason-required']);
  assert.deepEqual(said(await undo(till, id, ' \n ')), [422, 'reason-required']);
  assert.deepEqual(said(await undo(till, id, 'x'.repeat(201))), [400, 'request-invalid']);
  assert.deepEqual(said(await undo(till, newId(), 'who')), [404, 'redemption-unknown']);
  assert.deepEqual(said(await undo(harbour, id, 'not ours')), [403, 'other-store']);
  const undone = await undo(other, id, 'They wanted tea');
  assert.deepEqual([undone.status, undone.body.state], [200, 'reversed']);
  assert.equal((await undo(other, id, 'again')).status, 200);
  assert.equal(await balance(phone), 150);
  assert.deepEqual(said(await redeem(till, code)), [410, 'voucher-reversed']);
});

test('the list of the last day shows what the store gave, who gave it, and what was undone', async () => {
  const phone = await t.joined('recent@example.com');
  const till = await t.onDuty('harbour-1');
  const first = await issued(phone, 'small');
  await redeem(till, first.code);
  t.clock.turn(60_000);
  const second = await issued(phone, 'mug');
  await posAt(t, 'harbour-1').redeem(second.code, 'recent-1');
  await undo(till, first.id, 'mistake');
  const { body } = await till.get('/api/till/recent');
  const lines = body.map((line: Record<string, unknown>) => [
    line.reward,
    line.associate,
    line.till,
    line.state,
  ]);
  // A POS has no associate, and is shown by its till.
  assert.deepEqual(lines, [
    ['Reward mug', null, 'Till 1', 'redeemed'],
    ['Reward small', 'Sam of Harbour', 'Till 1', 'reversed'],
  ]);
  const elsewhere = await (await t.onDuty('main-1')).get('/api/till/recent');
  const theirs = elsewhere.body.map(({ redemptionId }: { redemptionId: string }) => redemptionId);
  assert.equal(theirs.includes(first.id), false);
  t.clock.turn(24 * 60 * 60_000);
  const tomorrow = await t.onDuty('harbour-1');
  assert.deepEqual((await tomorrow.get('/api/till/recent')).body, []);
});

test('what is no voucher is said as such, and a till that guesses has to wait', async () => {
  const till = await t.onDuty('main-2');
  assert.deepEqual(said(await look(till, 'HELLO')), [422, 'code-not-ours']);
  // These eleven digits are none of ours even with a zero in front, which a number field may have removed.
  assert.deepEqual(said(await redeem(till, '12345678902')), [422, 'code-damaged']);
  assert.deepEqual(said(await look(till, '')), [400, 'request-invalid']);
  assert.deepEqual(said(await look(till, '1'.repeat(257))), [400, 'request-invalid']);
  const { code } = await issued(await t.joined('guess@example.com'), 'small');
  // 000000000000 has no right check digit; this one has, and is nobody's.
  const nobody = '000000000002';
  assert.deepEqual(said(await look(till, nobody)), [404, 'code-unknown']);
  for (let turn = 0; turn < 59; turn += 1) await look(till, nobody);
  assert.deepEqual(said(await look(till, nobody)), [429, 'too-many-requests']);
  assert.deepEqual(said(await redeem(till, code)), [429, 'too-many-requests']);
  t.clock.turn(10 * 60_000);
  assert.equal((await redeem(till, code)).status, 200);
});
