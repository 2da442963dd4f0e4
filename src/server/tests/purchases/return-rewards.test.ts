import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { balance, type Pos, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { line, shopper, spend, took } from '#server/tests/kit/model/goods.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
after(() => t.close());

test('goods that come back give back what was spent on them, to the old lots, by line', async () => {
  const { phone, member } = await shopper(t, 'spent');
  const { expiring } = await wallet(phone);
  const id = await spend(pos, phone, 'coffee');
  const lines = [line('a', 750), line('b', 250), line('c', 0)];
  const discounts = [line('a', 300), line('b', 200)];
  const redemptions = [{ redemptionId: id, lines: discounts }];
  await pos.purchase({ member, receiptNumber: 'spent', lines, redemptions });
  assert.equal(await balance(phone), 60);
  assert.deepEqual(took(await pos.return('spent', 'spent-1', { lines: [{ id: 'b' }] })), [2, 40]);
  assert.equal(await balance(phone), 98);
  const [back] = (await wallet(phone)).history.slice(1);
  assert.deepEqual([back.what.because, back.points], ['returned', 40]);
  assert.deepEqual(
    took(await pos.return('spent', 'spent-2', { lines: [line('a', 375)] })),
    [4, 30],
  );
  assert.deepEqual(took(await pos.return('spent', 'spent-3')), [4, 30]);
  const seen = await wallet(phone);
  assert.deepEqual([seen.balance, seen.expiring], [150, expiring]);
  assert.equal((await phone.get(`/api/redemptions/${id}`)).body.state, 'reversed');
});

test('a reward is undone by line, once, and whole after that gives back exactly the rest', async () => {
  const { phone, member } = await shopper(t, 'undo');
  const id = await spend(pos, phone, 'coffee');
  const lines = [line('a', 333), line('b', 333), line('c', 334)];
  const redemptions = [{ redemptionId: id }];
  await pos.purchase({ member, receiptNumber: 'undo', lines, redemptions });
  const address = posApi.reverse.replace(':redemptionId', id);
  const undo = (more: object) => pos.post(address, { reason: 'Wrong item', ...more });
  assert.equal(await balance(phone), 60);
  for (const _ of ['first', 'again']) {
    const { body } = await undo({ lines: ['a'] });
    assert.deepEqual([body.state, await balance(phone)], ['redeemed', 93]);
  }
  const stray = await undo({ lines: ['b', 'z'] });
  assert.deepEqual([stray.status, refusal(stray).key], [422, 'line-unknown']);
  assert.equal(stray.body.error.message, 'The purchase has no line z.');
  assert.equal(await balance(phone), 93);
  assert.deepEqual(took(await pos.return('undo', 'undo-a', { lines: [{ id: 'a' }] })), [3, 0]);
  assert.equal((await undo({})).body.state, 'reversed');
  assert.equal(await balance(phone), 157);
  assert.equal((await undo({ lines: ['b'] })).body.state, 'reversed');
  assert.deepEqual(took(await pos.return('undo', 'undo-rest')), [7, 0]);
  assert.equal(await balance(phone), 150);
});

test('a line of a reward that no purchase was reported with is not known', async () => {
  const id = await spend(pos, (await shopper(t, 'alone')).phone, 'small');
  const address = posApi.reverse.replace(':redemptionId', id);
  const answer = await pos.post(address, { reason: 'Wrong item', lines: ['a'] });
  assert.deepEqual([answer.status, refusal(answer).key], [422, 'line-unknown']);
  for (const lines of [[], ['a', 'a'], [''], 'a']) {
    const wrong = await pos.post(address, { reason: 'Wrong item', lines });
    assert.deepEqual([wrong.status, refusal(wrong).key], [400, 'request-invalid']);
  }
});
