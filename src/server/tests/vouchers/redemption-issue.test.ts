import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import {
  balance,
  issue,
  issued,
  newId,
  posAt,
  refusal,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

test('points leave the balance when the barcode is made, and history says what for', async () => {
  const phone = await t.joined('issue@example.com', 'M1');
  const { status, body } = await issue(phone, 'coffee');
  assert.equal(status, 200);
  assert.equal(body.state, 'issued');
  assert.match(body.code, /^\d{12}$/);
  assert.equal(body.expiresAt - body.issuedAt, 30 * 60_000);
  const seen = await wallet(phone);
  assert.equal(seen.balance, 50);
  assert.deepEqual(
    seen.vouchers.map(({ id }: { id: string }) => id),
    [body.id],
  );
  const [line] = seen.history;
  assert.deepEqual(
    { points: line.points, balanceAfter: line.balanceAfter, store: line.store, what: line.what },
    {
      points: -100,
      balanceAfter: 50,
      store: 'Main St.',
      what: { rule: 'issue', reward: 'Reward coffee', redemptionId: body.id },
    },
  );
});

test('history says when a reward was taken, and once it was used, where and when that was', async () => {
  const phone = await t.joined('place@example.com', 'M1');
  const { body } = await issue(phone, 'coffee');
  const place = async () => (await wallet(phone)).history[0].place;
  assert.match(await place(), /^Taken \d+\s\w+,\s\d\d:\d\d$/);
  await posAt(t, 'harbour-1').redeem(body.code, 'place-1');
  assert.match(await place(), /^Used at Harbour, .+, \d+\s\w+,\s\d\d:\d\d$/);
  const page = await phone.page(paths.history);
  // Under the heading of its day, the day is not said again.
  assert.match(page.text, /Used at Harbour, [^<,]+, \d\d:\d\d</);
  assert.doesNotMatch(page.text, /Taken/);
});

test('history shows the balance after each line, and the receipt of each that has one', async () => {
  const phone = await t.joined('receipts@example.com', 'M1');
  const before = (await phone.page(paths.history)).text;
  assert.match(before, /Balance/);
  assert.doesNotMatch(before, /Receipt/);
  const { number } = (await wallet(phone)).member;
  await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: 'offered' });
  assert.match((await phone.page(paths.history)).text, /Receipt\W.*offered/);
});

test('a retry after a lost answer is the same voucher, also long after it was used', async () => {
  const phone = await t.joined('retry@example.com');
  const id = newId();
  const first = await issue(phone, 'small', id);
  const again = await issue(phone, 'small', id);
  assert.deepEqual(again.body, first.body);
  await posAt(t, 'main-1').redeem(first.body.code, 'retry-1');
  const late = await issue(phone, 'small', id);
  assert.equal(late.status, 200);
  assert.equal(late.body.state, 'redeemed');
  assert.equal(await balance(phone), 140);
});

test('a second phone is answered with the first one’s voucher, and its retry too', async () => {
  const phone = await t.joined('two-phones@example.com');
  const first = await issue(phone, 'small');
  const id = newId();
  const second = await issue(phone, 'small', id);
  assert.equal(second.body.id, first.body.id);
  await posAt(t, 'main-1').redeem(first.body.code, 'two-phones-1');
  // The second phone's answer was lost, and it asks again after the scan: that is no new wish.
  const retried = await issue(phone, 'small', id);
  assert.equal(retried.status, 200);
  assert.equal(retried.body.id, first.body.id);
  assert.equal(retried.body.state, 'redeemed');
  assert.equal(await balance(phone), 140);
});

test('an id that stands for another reward or another member is refused', async () => {
  const phone = await t.joined('mine@example.com');
  const other = await t.joined('theirs@example.com');
  const id = newId();
  await issue(phone, 'small', id);
  const taken = { status: 409, key: 'id-taken' };
  for (const answer of [await issue(phone, 'mug', id), await issue(other, 'small', id)]) {
    const { status, key } = refusal(answer);
    assert.deepEqual({ status, key }, taken);
  }
  assert.equal(await balance(phone), 140);
  assert.equal(await balance(other), 150);
});

test('another member’s voucher can be neither seen nor cancelled', async () => {
  const phone = await t.joined('owner@example.com');
  const other = await t.joined('stranger@example.com');
  const { id } = await issued(phone, 'small');
  assert.equal(refusal(await voucher(other, id)).key, 'redemption-unknown');
  const tried = await other.post(`/api/redemptions/${id}/cancel`);
  assert.deepEqual([tried.status, refusal(tried).key], [404, 'redemption-unknown']);
  assert.equal((await voucher(phone, id)).body.state, 'issued');
});

const refused = [
  ['dear', 422, 'points-short', '850 more points and it’s yours.'],
  ['golden', 422, 'tier-required', 'This one is for Gold.'],
  ['later', 422, 'not-begun', 'Starts on 1 December 2026.'],
  ['past', 410, 'ended', 'This reward is over. Pick another one.'],
  ['gone', 409, 'sold-out', 'All gone. Pick another one.'],
  ['harbour', 422, 'not-in-this-store', 'Not in this shop. You can have it in Harbour.'],
  ['nonsense', 404, 'reward-unknown', 'We don’t have this reward any more. Pick another one.'],
] as const;

for (const [rewardId, status, key, words] of refused) {
  test(`“${key}” is said in words, and nothing is taken`, async () => {
    const phone = await t.joined(`${key}@example.com`, 'M1');
    const answer = refusal(await issue(phone, rewardId));
    assert.deepEqual({ status: answer.status, key: answer.key }, { status, key });
    assert.ok(answer.message.startsWith(words), answer.message);
    assert.equal(await balance(phone), 150);
    const offer = (await wallet(phone)).rewards.find((one: { id: string }) => one.id === rewardId);
    if (offer) assert.equal(offer.refusal.key, key);
  });
}

test('nobody pays another price than their page showed', async () => {
  const phone = await t.joined('price@example.com', 'M1');
  const wish = { id: newId(), rewardId: 'small' };
  const press = (points: string) => phone.post(memberApi.redemptions, { ...wish, points });
  const { status, key, message } = refusal(await press('8'));
  assert.deepEqual([status, key], [409, 'price-changed']);
  assert.match(message, /^It’s 10 points now/);
  assert.equal(await balance(phone), 150);
  // The same button, drawn anew: the refused wish has used nothing up, and a retry is the same wish.
  for (const points of ['10', '10', '8']) assert.equal((await press(points)).status, 200);
  assert.equal(await balance(phone), 140);
});

test('no more than three vouchers at once, until one is out of the hand', async () => {
  const phone = await t.joined('hoarder@example.com', 'H1');
  const first = await issued(phone, 'small');
  await issued(phone, 'mug');
  await issued(phone, 'harbour');
  const { status, key, message } = refusal(await issue(phone, 'last'));
  assert.deepEqual([status, key], [422, 'too-many-live']);
  assert.equal(message, 'You have 3 barcodes open. Use or cancel one first.');
  await posAt(t, 'main-1').redeem(first.code, 'hoarder-1');
  assert.equal((await issue(phone, 'last')).status, 200);
});

test('a reward that costs nothing needs no points and changes none', async () => {
  const [first] = testProgram.rewards;
  assert.ok(first);
  const gift = { ...first, id: 'gift', points: 0 };
  await loadProgram(t.context, { ...testProgram, rewards: [...testProgram.rewards, gift] });
  const phone = await t.joined('gift@example.com');
  const { code, id } = await issued(phone, 'gift');
  assert.equal(await balance(phone), 150);
  assert.equal((await posAt(t, 'main-1').redeem(code, 'gift-1')).status, 200);
  assert.equal((await posAt(t, 'main-1').reverse(id, 'changed their mind')).status, 200);
  assert.equal(await balance(phone), 150);
});

test('a voucher says what its reward includes and, once it is used, what comes next', async () => {
  const [coffee, , small] = testProgram.rewards;
  assert.ok(coffee && small);
  const coffees = { ...coffee, about: { en: 'In any size.' } };
  await loadProgram(t.context, { ...testProgram, rewards: [coffees] });
  const phone = await t.joined('next@example.com', 'M1');
  const { code, id } = await issued(phone, 'coffee');
  const before = (await voucher(phone, id)).body;
  assert.equal(before.reward.about, 'In any size.');
  assert.equal(before.next, undefined);
  await posAt(t, 'main-1').redeem(code, 'next-1');
  const after = async () => (await voucher(phone, id)).body.next;
  assert.deepEqual(await after(), { reward: 'Reward coffee', missing: 50 });
  await loadProgram(t.context, { ...testProgram, rewards: [coffees, small] });
  assert.deepEqual(await after(), { reward: 'Reward small', missing: 0 });
});

test('who may be at home is asked before the barcode begins to run', async () => {
  const atHome = await wallet(await t.joined('home@example.com'));
  assert.match(atHome.away.ask, /^In the shop now\? The barcode works for 30 minutes/);
  const inShop = await wallet(await t.joined('shop@example.com', 'M1'));
  assert.equal(inShop.away, undefined);
});
