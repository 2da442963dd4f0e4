import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { atOnce, balance, newId, said, statuses, wallet } from '#server/tests/kit/counter.ts';
import {
  answer,
  asked,
  askMember,
  follow,
  mailsOut,
  numberOf,
  readOut,
  takeBack,
} from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing replays the ledger: after all these races no point was lost or doubled.
after(() => t.close());

test('sixteen yeses at once, from phones and from the till, are one redemption', async () => {
  const till = await t.onDuty('main-1');
  const { phone, id, code } = await asked(t, till, { address: 'sixteen@example.com' });
  const answers = await atOnce(16, (turn) =>
    turn % 2 === 0 ? answer(phone, id, 'yes') : readOut(till, id, code),
  );
  assert.deepEqual(statuses(answers), { 200: 16 });
  const ids = answers.map(({ body }) => body.voucher?.redemptionId ?? body.id);
  assert.equal(new Set(ids).size, 1);
  assert.equal(await balance(phone), 50);
});

test('a till that asks sixteen times at once has asked once, and one mail went out', async () => {
  const till = await t.onDuty('main-1');
  const phone = await t.joined('asks@example.com');
  const number = await numberOf(phone);
  const before = await mailsOut(t);
  const answers = await atOnce(16, () => askMember(till, number, 'small'));
  assert.deepEqual(statuses(answers), { 200: 16 });
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  assert.equal((await wallet(phone)).asks.length, 1);
  assert.equal((await mailsOut(t)) - before, 1);
  const same = newId();
  const retried = await atOnce(4, () => askMember(till, number, 'small', same));
  assert.equal(retried[0]?.body.id, answers[0]?.body.id);
});

test('only the till that asked sees it, answers it or takes it back; only its member says yes', async () => {
  const till = await t.onDuty('main-1');
  const other = await t.onDuty('main-2');
  const { phone, number, id, code } = await asked(t, till, { address: 'two@example.com' });
  for (const seen of [
    await follow(other, id),
    await readOut(other, id, code),
    await takeBack(other, id),
    await answer(await t.joined('stranger@example.com'), id, 'yes'),
    await answer(await t.joined('stranger2@example.com'), id, 'no'),
    await follow(till, newId()),
  ])
    assert.deepEqual(said(seen), [404, 'confirmation-unknown']);
  assert.deepEqual(said(await answer(t.browser(), id, 'yes')), [401, 'signed-out']);
  assert.deepEqual(said(await follow(t.browser(), id)), [401, 'device-unknown']);
  // Two tills may ask at once, but the points are enough for one of them.
  const second = await askMember(other, number, 'cake');
  assert.equal((await wallet(phone)).asks.length, 2);
  const both = await Promise.all([answer(phone, id, 'yes'), answer(phone, second.body.id, 'yes')]);
  assert.deepEqual(statuses(both), { 200: 1, 422: 1 });
  assert.equal(await balance(phone), 50);
});

test('a yes and a taking back at once: one wins, and both sides hear the same', async () => {
  const till = await t.onDuty('main-1');
  const { phone, number } = await asked(t, till, { address: 'yes-or-back@example.com' });
  let expected = 150;
  for (let turn = 0; turn < 5; turn += 1) {
    const { id } = (await askMember(till, number, 'small')).body;
    const [yes, back] = await Promise.all([answer(phone, id, 'yes'), takeBack(till, id)]);
    assert.equal(yes.status === 200, back.body.state === 'confirmed', `${yes.text} ${back.text}`);
    if (yes.status === 200) expected -= 10;
    assert.equal(await balance(phone), expected);
    t.clock.turn(16 * 60_000);
  }
});

test('an id that asked for something else is refused', async () => {
  const till = await t.onDuty('main-1');
  const { number, id } = await asked(t, till, { address: 'id@example.com' });
  assert.deepEqual(said(await askMember(till, number, 'small', id)), [409, 'id-taken']);
  const other = await numberOf(await t.joined('id2@example.com'));
  assert.deepEqual(said(await askMember(till, other, 'coffee', id)), [409, 'id-taken']);
});

test('tills can’t fill a member’s mailbox', async () => {
  const till = await t.onDuty('main-1');
  const number = await numberOf(await t.joined('mailbox@example.com'));
  const answers = [];
  for (let turn = 0; turn < 7; turn += 1)
    answers.push(await askMember(till, number, turn % 2 === 0 ? 'small' : 'coffee'));
  assert.deepEqual(statuses(answers), { 200: 6, 429: 1 });
  t.clock.turn(15 * 60_000);
  assert.equal((await askMember(till, number, 'small')).status, 200);
});
