import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { newId, refusal, wallet } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  const stores = testProgram.stores.map((store) =>
    store.id === 'harbour' ? { ...store, way: 'pool' as const } : store,
  );
  await loadProgram(t.context, { ...testProgram, stores });
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
