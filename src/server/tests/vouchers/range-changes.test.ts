import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { RangeChoice, RangeFace } from '#contract/reward-range.ts';
import type { Reward } from '#domain/program/program.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import {
  balance,
  newId,
  posAt,
  refusal,
  said,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { passPhone } from '#server/tests/kit/model/pass-phone.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

/** From 20 points and 1.00, half a euro for each further 10. */
const range = { to: 140, step: 10, addsMinor: 50 };
const withRange = (own: Reward['range'] & object): Reward => ({
  id: 'off',
  name: { en: 'Money off' },
  instruction: { en: 'Take {worth} off' },
  worth: { kind: 'amount-off', minor: 100 },
  points: 20,
  range: own,
});

let t: Tillpass;
const loaded = (own: Reward['range'] & object) =>
  loadProgram(t.context, { ...testProgram, rewards: [...testProgram.rewards, withRange(own)] });
before(async () => {
  t = await startTillpass();
  await loaded(range);
});
after(() => t.close());

async function rangeOf(phone: Browser): Promise<RangeFace> {
  const { rewards } = await wallet(phone);
  return rewards.find(({ id }: { id: string }) => id === 'off').range;
}
const slotAt = ({ choices }: RangeFace, points: number): number =>
  choices.find((one: RangeChoice) => one.points === points)?.slot ?? assert.fail('no slot');

test('nobody gets another amount for the same points than their page showed', async () => {
  const phone = await t.joined('amount@example.com', 'M1');
  const { terms = '' } = await rangeOf(phone);
  const wish = { id: newId(), rewardId: 'off', points: '60', terms };
  await loaded({ ...range, addsMinor: 40 });
  const no = refusal(await phone.post(memberApi.redemptions, wish));
  assert.deepEqual([no.status, no.key], [409, 'price-changed']);
  assert.match(no.message, /^It’s 60 points now, for what is shown/);
  assert.equal(await balance(phone), 150);
  // The page that is drawn anew sends what it shows, and the same id was not used up.
  const now = await rangeOf(phone);
  const got = await phone.post(memberApi.redemptions, { ...wish, terms: now.terms });
  assert.equal(got.status, 200, got.text);
  assert.match(got.body.reward.name, /2\.60/);
  // A price that is not on the way up gives what it gave: a longer range changes nothing for it.
  await loaded({ ...range, addsMinor: 40, to: 120 });
  const same = { id: newId(), rewardId: 'off', points: '40', terms: now.terms };
  assert.equal((await phone.post(memberApi.redemptions, same)).status, 200);
  await loaded(range);
});

test('where a chosen price is gone, the next lower one is named', async () => {
  const phone = await t.joined('gone@example.com', 'M1');
  const { terms } = await rangeOf(phone);
  await loaded({ to: 110, step: 30, addsMinor: 150 });
  const wish = { id: newId(), rewardId: 'off', points: '100', terms };
  const { details } = (await phone.post(memberApi.redemptions, wish)).body.error;
  assert.deepEqual(details, { key: 'price-changed', points: 80 });
  // 50 points give the same as before, by steps of another length.
  const same = { ...wish, id: newId(), points: '50' };
  assert.equal((await phone.post(memberApi.redemptions, same)).status, 200);
  await loaded(range);
});

test('a voucher keeps its amount, and does not stand for another one at the same points', async () => {
  const phone = await t.joined('keeps@example.com', 'M1');
  const press = async () => {
    const { terms } = await rangeOf(phone);
    const wish = { id: newId(), rewardId: 'off', points: '40', terms };
    return (await phone.post(memberApi.redemptions, wish)).body;
  };
  const first = await press();
  assert.equal((await press()).id, first.id, 'a double tap is one voucher');
  await loaded({ ...range, addsMinor: 10 });
  const second = await press();
  assert.notEqual(second.id, first.id);
  assert.match((await voucher(phone, first.id)).body.reward.name, /€2$/);
  assert.match(second.reward.name, /1\.20/);
  await loaded(range);
});

test('a pass of a phone without signal gives what it showed, or is refused', async () => {
  const browser = await t.joined('offline@example.com', 'M1');
  const shown = await rangeOf(browser);
  const phone = await passPhone(browser, () => slotAt(shown, 60));
  await loaded({ ...range, addsMinor: 40 });
  const no = await posAt(t, 'main-1').redeem(phone.show('off', t.clock.now()), 'P-1');
  assert.deepEqual(said(no), [409, 'reward-changed']);
  assert.match(no.body.error.message, /has changed and costs 60 points now/);
  assert.equal(await balance(browser), 150);
  const now = await rangeOf(browser);
  assert.notEqual(slotAt(now, 60), slotAt(shown, 60));
  assert.equal(slotAt(now, 20), slotAt(shown, 20), 'the least gives what it gave');

  // The old amount again: the old slot means it again.
  await loaded(range);
  t.clock.turn(30_000);
  const yes = await posAt(t, 'main-1').redeem(phone.show('off', t.clock.now()), 'P-2');
  assert.equal(yes.status, 200, yes.text);
  assert.equal(await balance(browser), 90);
});

test('a slot of before amounts were kept gives what it showed too, or is refused', async () => {
  const browser = await t.joined('upgraded@example.com', 'M1');
  await t.context.store.transact(({ db }) =>
    db.updateTable('reward_slots').set({ worth: null }).where('reward_id', '=', 'off').execute(),
  );
  const shown = await rangeOf(browser);
  const phone = await passPhone(browser, () => slotAt(shown, 60));
  const redeem = (receipt: string) =>
    posAt(t, 'main-1').redeem(phone.show('off', t.clock.now()), receipt);
  await loaded({ ...range, addsMinor: 40 });
  assert.deepEqual(said(await redeem('U-1')), [409, 'reward-changed']);
  const now = await rangeOf(browser);
  assert.notEqual(slotAt(now, 60), slotAt(shown, 60));
  assert.equal(slotAt(now, 20), slotAt(shown, 20), 'the least gives what it gave');
  await loaded(range);
  t.clock.turn(30_000);
  assert.equal((await redeem('U-2')).status, 200);
});
