import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Reward } from '#domain/program/program.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import {
  atOnce,
  balance,
  cancel,
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

/** From 20 points, half a euro for each further 10. Only where tills take our codes. */
const moneyOff: Reward = {
  id: 'off',
  name: { en: 'Money off', ar: 'خصم' },
  stores: ['main'],
  instruction: { en: 'Take {worth} off the total', ar: 'اخصم {worth} من المجموع' },
  worth: { kind: 'amount-off', minor: 100 },
  points: 20,
  range: { to: 200, step: 10, addsMinor: 50 },
};

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  const stores = testProgram.stores.map((store) =>
    store.id === 'harbour' ? { ...store, way: 'pool' as const } : store,
  );
  const rewards = [...testProgram.rewards, moneyOff];
  await loadProgram(t.context, { ...testProgram, rewards, stores });
});
after(() => t.close());

const offerOf = async (phone: Parameters<typeof wallet>[0], rewardId: string) =>
  (await wallet(phone)).rewards.find(({ id }: { id: string }) => id === rewardId);

test('at home a member chooses the shop where its tills decide what the barcode carries', async () => {
  const phone = await t.joined('home@example.com');
  const offer = await offerOf(phone, 'coffee');
  assert.equal(offer.refusal, null);
  assert.deepEqual(offer.shops, [
    { id: 'main', name: 'Main St.' },
    { id: 'harbour', name: 'Harbour' },
  ]);
  // A reward of only one shop leaves nothing to choose.
  assert.equal((await offerOf(phone, 'harbour')).shops, undefined);
  const wish = { id: newId(), rewardId: 'coffee' };
  assert.equal(refusal(await phone.post(memberApi.redemptions, wish)).key, 'store-needed');
  const empty = await phone.post(memberApi.redemptions, { ...wish, storeId: '' });
  assert.equal(refusal(empty).key, 'store-needed');
  const chosen = await phone.post(memberApi.redemptions, { ...wish, storeId: 'main' });
  assert.equal(chosen.status, 200);
  assert.equal(chosen.body.source, 'own');
});

test('in a shop the poster has said where, and nothing is asked', async () => {
  const phone = await t.joined('there@example.com', 'M1');
  assert.equal((await offerOf(phone, 'coffee')).shops, undefined);
});

test('a shop that does not exist, or does not have the reward, is refused', async () => {
  const phone = await t.joined('strange@example.com');
  const wish = { id: newId(), rewardId: 'coffee', storeId: 'moon' };
  const answer = await phone.post(memberApi.redemptions, wish);
  assert.equal(answer.status, 400);
  assert.equal(answer.body.error.pointer, '/storeId');
  const elsewhere = { id: newId(), rewardId: 'harbour', storeId: 'main' };
  assert.equal(
    refusal(await phone.post(memberApi.redemptions, elsewhere)).key,
    'not-in-this-store',
  );
});

describe('a reward that costs as much as the member chooses', () => {
  const choose = (phone: Browser, points: string | undefined, id = newId()) =>
    phone.post(memberApi.redemptions, { id, rewardId: 'off', ...(points && { points }) });

  test('offers every step with its worth, and takes exactly the points of the one chosen', async () => {
    const phone = await t.joined('chooses@example.com');
    const { points, range } = await offerOf(phone, 'off');
    assert.deepEqual([points, range.price, range.choices.length], [20, 'From 20 points', 19]);
    const { slot: _, ...third } = range.choices[2];
    assert.deepEqual(third, { points: 40, amount: { minor: 200, currency: 'EUR' } });
    const { body } = await choose(phone, '40');
    assert.equal(await balance(phone), 110);
    assert.equal(body.reward.name, 'Money off: €2');
    assert.equal(body.reward.instruction, 'Take €2 off the total');
    const looked = (await posAt(t, 'main-1').look(body.code)).body;
    assert.deepEqual(looked.reward.worth, {
      kind: 'amount-off',
      amount: { minor: 200, currency: 'EUR' },
    });
    assert.deepEqual([looked.reward.points, looked.points], [40, 40]);
    assert.equal((await posAt(t, 'main-1').redeem(body.code, 'chosen')).status, 200);
    assert.match((await phone.page('/history')).text, /Money off: €2/);
  });

  test('gives the same voucher for the same choice, and another for another one', async () => {
    const phone = await t.joined('two-choices@example.com');
    const answers = await atOnce(8, (turn) => choose(phone, turn % 2 ? '30' : '50'));
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 2);
    assert.equal(await balance(phone), 150 - 80);
    const [first] = answers;
    await cancel(phone, first?.body.id);
    assert.equal(await balance(phone), 150 - 30, 'what was chosen comes back');
  });

  test('answers a retry with what was chosen, and takes no other choice for one', async () => {
    const phone = await t.joined('chosen-again@example.com');
    const id = newId();
    const { text } = await choose(phone, '40', id);
    assert.equal((await choose(phone, '40', id)).text, text);
    assert.deepEqual(said(await choose(phone, '90', id)), [409, 'id-taken']);
    assert.equal(await balance(phone), 110);
  });

  test('refuses what is no step, and what the balance does not reach', async () => {
    const phone = await t.joined('no-step@example.com');
    for (const points of ['25', '10', '210', '-20', '30.5', 'all']) {
      assert.deepEqual(said(await choose(phone, points)), [409, 'price-changed'], points);
    }
    assert.deepEqual(said(await choose(phone, '160')), [422, 'points-short']);
    assert.equal((await choose(phone, undefined)).body.points, 20, 'who says none takes the least');
  });

  test('that ran out in the queue is issued again for the points that were chosen', async () => {
    const phone = await t.joined('chosen-late@example.com');
    const { body } = await choose(phone, '60');
    t.clock.turn(40 * 60_000);
    const used = await posAt(t, 'main-1').redeem(body.code, 'chosen-late');
    assert.deepEqual([used.status, used.body.points], [200, 60]);
    assert.equal(await balance(phone), 90);
    assert.equal((await voucher(phone, body.id)).body.reward.name, 'Money off: €3');
  });

  test('is chosen without signal too: each choice is a pass of its own', async () => {
    const browser = await t.joined('chosen-offline@example.com');
    const { range } = await offerOf(browser, 'off');
    const { slot } = range.choices.find(({ points }: { points: number }) => points === 80);
    const phone = await passPhone(browser, () => slot);
    const used = await posAt(t, 'main-1').redeem(phone.show('off', t.clock.now()), 'offline');
    assert.deepEqual([used.status, used.body.points], [200, 80]);
    assert.equal(await balance(browser), 70);
    assert.match((await wallet(browser)).told[0].text, /Money off: €4/);
  });

  test('is offered at a till for the least, beside what the member has open', async () => {
    const phone = await t.joined('chosen-till@example.com');
    await choose(phone, '70');
    const { number } = (await wallet(phone)).member;
    const till = await t.onDuty('main-1');
    const { rewards } = (await till.post('/api/till/members/lookup', { number })).body;
    const offer = rewards.find(({ id }: { id: string }) => id === 'off');
    assert.deepEqual(
      [offer.name, offer.points, offer.voucherOpen, offer.instruction],
      ['Money off: €1', 20, false, 'Take €1 off the total'],
    );
  });
});
