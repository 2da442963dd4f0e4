import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { atOnce, newId, posAt, said } from '#server/tests/kit/counter.ts';
import {
  askMember,
  givePin,
  idOf,
  numberOf,
  posConfirmation,
  typePin,
} from '#server/tests/kit/members.ts';
import { mailsTo } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

// A wrong PIN whose answer was lost is sent again: it guesses nothing new, and takes no try away.

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const pin = '7391';
const minuteMs = 60_000;

/** The PIN's row as it is kept. */
const kept = async (address: string) =>
  t.context.store.read
    .selectFrom('member_pins')
    .selectAll()
    .where('member_id', '=', await idOf(t, address))
    .executeTakeFirst();

test('a wrong PIN that a POS sends again counts once, with a key, without, and at once', async () => {
  const address = 'sent-again@example.com';
  const phone = await t.joined(address);
  await givePin(t, address, pin);
  const pos = posAt(t, 'main-1');
  const ask = async (receiptNumber: string) => {
    const wish = { memberNumber: await numberOf(phone), rewardId: 'small', receiptNumber };
    const { body } = await pos.post('/pos/v1/confirmations', wish);
    return posConfirmation(body.confirmationId, '/pin');
  };
  const path = await ask('AGAIN-1');
  const headers = { 'idempotency-key': newId() };
  const wrong = () => pos.post(path, { pin: '9173' }, headers);
  const answers = await atOnce(4, wrong);
  answers.push(await wrong(), await pos.post(path, { pin: '9173' }));
  for (const again of answers)
    assert.deepEqual([...said(again), again.body.error.details.left], [422, 'member-pin-wrong', 2]);

  // Another one under the same key is another guess, and so is the same one for another question.
  const next = await pos.post(path, { pin: '9174' }, headers);
  assert.deepEqual([...said(next), next.body.error.details.left], [422, 'member-pin-wrong', 1]);
  const late = await wrong();
  assert.deepEqual([...said(late), late.body.error.details.left], [422, 'member-pin-wrong', 1]);
  assert.equal((await kept(address))?.wrong_tries, 2);
  const other = await ask('AGAIN-2');
  const locked = await pos.post(other, { pin: '9173' });
  assert.deepEqual(said(locked), [429, 'member-pin-locked']);
  const { details } = locked.body.error;
  const [told] = (await mailsTo(t, address)).filter(({ text }) => /wrong PIN was/.test(text));
  assert.ok(told);
  t.clock.turn(minuteMs);
  const again = await pos.post(other, { pin: '9173' });
  assert.deepEqual([...said(again), again.body.error.details], [429, 'member-pin-locked', details]);
  assert.equal((await kept(address))?.wrong_tries, 3);
});

test('a wrong PIN that is tried again after the member has chosen another PIN is another guess', async () => {
  const address = 'chosen-anew@example.com';
  const phone = await t.joined(address);
  await givePin(t, address, pin);
  const till = await t.onDuty('main-1');
  const { body } = await askMember(till, await numberOf(phone), 'small');
  for (const one of [pin, '4071']) {
    await givePin(t, address, one);
    const wrong = await typePin(till, body.id, '9173');
    assert.equal(wrong.body.error.details.left, 2);
    assert.equal((await kept(address))?.wrong_tries, 1);
  }
});
