import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { issue, issued, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram, ProgramFault } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const [main, harbour] = testProgram.stores;
if (!main || !harbour) throw new Error('the test program has two stores');

const load = (change: Partial<Program>) => loadProgram(t.context, { ...testProgram, ...change });

test('a till that moved acts for its new store, by its old key and on its old device', async () => {
  const phone = await t.joined('moved@example.com');
  const page = await t.onDuty('main-2');
  const { code } = await issued(phone, 'harbour');
  assert.equal(refusal(await posAt(t, 'main-2').redeem(code, 'm-1')).key, 'not-in-this-store');
  await load({
    stores: [
      { ...main, tills: main.tills.filter(({ id }) => id !== 'main-2') },
      { ...harbour, tills: [...harbour.tills, { id: 'main-2', name: 'Till 2' }] },
    ],
  });
  assert.equal((await posAt(t, 'main-2').redeem(code, 'm-1')).status, 200);
  const device = await page.get('/api/till/device');
  assert.equal(device.body.store.id, 'harbour');
  // The associate who was signed in on it works in the other store.
  assert.equal(device.body.shift, null);
});

test('a till that the program lost is no till any more, until it comes back', async () => {
  const phone = await t.joined('lost@example.com');
  const page = await t.onDuty('harbour-1');
  const { code } = await issued(phone, 'small');
  await load({ stores: [main] });
  assert.equal(refusal(await posAt(t, 'harbour-1').redeem(code, 'l-1')).key, 'key-unknown');
  assert.equal(refusal(await page.post('/api/till/look', { scanned: code })).key, 'device-unknown');
  await load({});
  assert.equal((await posAt(t, 'harbour-1').redeem(code, 'l-1')).status, 200);
});

test('a reward that is counted no more is not sold out, and its count waits', async () => {
  const phone = await t.joined('counted@example.com');
  assert.equal(refusal(await issue(phone, 'gone')).key, 'sold-out');
  const rewards = testProgram.rewards.map((reward) => {
    const { stock, ...endless } = reward;
    return reward.id === 'gone' ? endless : reward;
  });
  await load({ rewards });
  const offers: { id: string; refusal: unknown }[] = (await wallet(phone)).rewards;
  assert.equal(offers.find(({ id }) => id === 'gone')?.refusal, null);
  await issued(phone, 'gone');
  await load({});
  const other = await t.joined('later@example.com');
  assert.equal(refusal(await issue(other, 'gone')).key, 'sold-out');
});

test('once somebody has joined, the currency stays, and nothing of the file is taken', async () => {
  const phone = await t.joined('yen@example.com');
  await assert.rejects(load({ currency: 'JPY', name: 'Other' }), ProgramFault);
  assert.equal((await wallet(phone)).qualifying.currency, 'EUR');
});
