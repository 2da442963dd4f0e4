import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { programTopic } from '#server/storage/db/live.ts';
import { latestLoadings, putOutcome } from '#server/storage/program/programs.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issue, issued, newId, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { beginDue, readWork, transact } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { ProgramFault } from '#server/usecases/program/refuse-loading.ts';

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

const day = 24 * 60 * 60_000;
const withReward = (id: string, change: object): Partial<Program> => ({
  rewards: testProgram.rewards.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
/** Loads a program for tomorrow, at this time of the day. */
async function loadForTomorrow(change: Partial<Program>) {
  const beginsAt = t.clock.now() + day;
  return {
    beginsAt,
    tills: await loadProgram(t.context, { ...testProgram, ...change }, { beginsAt }),
  };
}
const priceOf = async (phone: Browser, id: string): Promise<number> =>
  (await wallet(phone)).rewards.find((offer: { id: string }) => offer.id === id).points;

test('a price for a day to come is asked from that instant on, and nobody pays another than they saw', async () => {
  const phone = await t.joined('dated@example.com');
  const { beginsAt } = await loadForTomorrow(withReward('coffee', { points: 90 }));
  t.clock.turnTo(beginsAt - 1);
  assert.equal(await priceOf(phone, 'coffee'), 100);
  t.clock.turnTo(beginsAt);
  assert.equal(await priceOf(phone, 'coffee'), 90);
  const id = newId();
  const seen = { id, rewardId: 'coffee', points: '100' };
  assert.equal(refusal(await phone.post('/api/redemptions', seen)).key, 'price-changed');
  assert.equal((await phone.post('/api/redemptions', { ...seen, points: '90' })).status, 200);
  await load({});
});

test('the stock of a dated program is counted out as it begins, once, and till pages hear of it', async () => {
  const phone = await t.joined('stocked@example.com');
  const { beginsAt } = await loadForTomorrow(withReward('gone', { stock: 1 }));
  assert.equal(refusal(await issue(phone, 'gone')).key, 'sold-out');
  t.clock.turnTo(beginsAt);
  let told = 0;
  const stop = t.context.live.listen(programTopic, () => {
    told += 1;
  });
  await Promise.all([beginDue(t.context), beginDue(t.context), issued(phone, 'gone')]);
  await beginDue(t.context);
  const other = await t.joined('late@example.com');
  assert.equal(refusal(await issue(other, 'gone')).key, 'sold-out');
  stop();
  assert.equal(told, 1);
  await load({});
});

test('an act that met the withdrawal of a program on its day runs under the one before', async () => {
  const { beginsAt } = await loadForTomorrow({ name: 'Tomorrow' });
  const { store } = t.context;
  const [loaded] = await latestLoadings(store.read, 1);
  const withdrawn = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const over = store.transact(async (tx) => {
    const version = loaded?.version ?? 0;
    await putOutcome(tx, { version, outcome: 'withdrawn', at: beginsAt - 1 });
    withdrawn.resolve();
    await end.promise;
  });
  await withdrawn.promise;
  t.clock.turnTo(beginsAt);
  const name = transact(t.context, async ({ program }) => program.name);
  await somebodyWaits();
  end.resolve();
  await over;
  assert.equal(await name, testProgram.name);
});

/** Comes back when a transaction waits for another; on SQLite each does. */
async function somebodyWaits(): Promise<void> {
  if (!testDatabaseUrl) return;
  const waiting = sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting.execute(t.context.store.read)).rows.length === 0);
}

test('a till of a day to come has its key before, acts from then on, and a store that goes acts until then', async () => {
  const hall = { id: 'hall', name: 'Hall', posters: [], tills: [{ id: 'hall-1', name: 'Till 1' }] };
  const phone = await t.joined('hall@example.com');
  const { beginsAt, tills } = await loadForTomorrow({ stores: [main, hall] });
  const key = tills.find(({ tillId }) => tillId === 'hall-1')?.key ?? '';
  const { code } = await issued(phone, 'small');
  const ask = () => posAt(t, 'hall-1', key).look(code);
  assert.equal(refusal(await ask()).key, 'key-unknown');
  assert.equal((await posAt(t, 'harbour-1').look(code)).status, 200);
  t.clock.turnTo(beginsAt);
  assert.equal((await ask()).status, 200);
  assert.equal(refusal(await posAt(t, 'harbour-1').look(code)).key, 'key-unknown');
  await load({});
});

test('what was loaded and left between the loading and the day keeps its name', async () => {
  const { beginsAt } = await loadForTomorrow({ name: 'Tomorrow' });
  const kiosk = { id: 'kiosk', name: 'The Kiosk', posters: [], tills: [] };
  await load({ stores: [...testProgram.stores, kiosk] });
  t.clock.turnTo(beginsAt);
  const { program } = await readWork(t.context);
  assert.equal(program.name, 'Tomorrow');
  assert.equal(storeNameOf(program, 'kiosk'), 'The Kiosk');
  await load({});
});

test('another currency, or a tier that goes, is not for a day until which anybody may join', async () => {
  const beginsAt = t.clock.now() + day;
  const dated = (change: Partial<Program>) =>
    loadProgram(t.context, { ...testProgram, ...change }, { beginsAt });
  await assert.rejects(dated({ currency: 'JPY' }), /until that day/);
  await assert.rejects(dated({ tiers: testProgram.tiers.slice(0, 2) }), /"gold".*--accept/);
});
