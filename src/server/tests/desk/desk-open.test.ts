import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { RewardOpen, StoreOpen } from '#contract/desk/desk-open.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { posApi, tillApi } from '#contract/paths.ts';
import { atOnce, issue, issued, newId, voucher } from '#server/tests/kit/counter.ts';
import { administrator, prove, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { programInForce } from '#server/usecases/ground/program-in-force.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const day = 24 * 60 * 60_000;
const stocked = {
  ...testProgram,
  rewards: testProgram.rewards.map((one) => (one.id === 'small' ? { ...one, stock: 1 } : one)),
};

let t: Tillpass;
let editor: Signed;
before(async () => {
  t = await startTillpass({ program: stocked });
  editor = await administrator(t, 'Ed', 'editor');
});
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(/:\w+/, id);
const small = async (): Promise<RewardOpen> =>
  (await editor.browser.get(at(deskApi.reward, 'small'))).body;
const restock = (onto: string, total: number) =>
  editor.browser.post(at(deskApi.restock, 'small'), { onto, total });
const acts = async (): Promise<string[]> =>
  (await editor.browser.get(deskApi.acts)).body.rows.map(({ act }: { act: string }) => act);

test('a reward that is sold out is restocked: what was given out stays counted', async () => {
  const phone = await t.joined('first@example.com');
  await issued(phone, 'small');
  const second = await t.joined('second@example.com');
  assert.equal((await issue(second, 'small', newId())).body.error.key, 'sold-out');
  const open = await small();
  assert.deepEqual([open.stock, open.live.count], [{ total: 1, left: 0 }, 1]);
  assert.equal((await restock(open.onto, 3)).body.error.key, 'desk-prove');
  await prove(editor.browser, editor.passkey, 'restock-reward', 'small');
  assert.equal((await restock(open.onto, 3)).status, 200);
  assert.deepEqual((await small()).stock, { total: 3, left: 2 });
  await issued(second, 'small');
  assert.ok((await acts()).includes('reward-restocked'));
});

test('of two who restock at once, the second hears that something else holds by now', async () => {
  const { onto } = await small();
  const answers = await atOnce(2, (turn) => restock(onto, 10 + turn));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  const refused = answers.find(({ status }) => status === 409);
  assert.equal(refused?.body.error.key, 'desk-program-changed');
});

test('a program that waits for its day says what it will say of the reward', async () => {
  const beginsAt = t.clock.now() + 10 * day;
  await loadProgram(t.context, { ...stocked, name: 'Later' }, { beginsAt });
  const { later } = await small();
  assert.deepEqual(
    later.map(({ reward }) => reward),
    [{ stock: 1, until: null }],
  );
});

test('a reward that is ended is chosen by nobody more, and a voucher of it stays good', async () => {
  const phone = await t.joined('third@example.com');
  const { id, code } = await issued(phone, 'small');
  const { onto, live } = await small();
  assert.ok(live.count >= 1);
  await prove(editor.browser, editor.passkey, 'retire-reward', 'small');
  const url = at(deskApi.retire, 'small');
  assert.equal((await editor.browser.post(url, { onto })).status, 200);
  const other = await t.joined('fourth@example.com');
  assert.equal((await issue(other, 'small', newId())).body.error.key, 'ended');
  assert.equal((await small()).isOver, true);
  const till = await t.onDuty('main-1');
  const used = await till.post(tillApi.redeem, { scanned: code, id: newId() });
  assert.equal(used.status, 200, used.text);
  assert.equal((await voucher(phone, id)).body.state, 'redeemed');
  const inForce = await programInForce(t.context.store, t.context.store.read, t.clock.now());
  assert.ok(
    inForce?.program.rewards.some((one) => one.id === 'small'),
    'history keeps its name',
  );
});

test('a poster is moved: whoever scans it is in the new store, and its file keeps the rest', async () => {
  const ways = async () => (await editor.browser.get(deskApi.ways)).body;
  const { onto } = await ways();
  const url = at(deskApi.movePoster, 'M1');
  assert.equal(
    (await editor.browser.post(url, { onto, storeId: 'harbour' })).body.error.key,
    'desk-prove',
  );
  await prove(editor.browser, editor.passkey, 'move-poster', 'M1');
  const nowhere = await editor.browser.post(url, { onto, storeId: 'nowhere' });
  assert.equal(nowhere.body.error.key, 'store-unknown');
  assert.equal((await editor.browser.post(url, { onto, storeId: 'harbour' })).status, 200);
  assert.equal(
    (await editor.browser.post(url, { onto, storeId: 'main' })).status,
    409,
    'seen before',
  );
  const hangs = async (id: string) =>
    (await ways()).stores
      .find((one: { id: string }) => one.id === id)
      .posters.some((one: { placement: string }) => one.placement === 'M1');
  assert.deepEqual([await hangs('main'), await hangs('harbour')], [false, true]);
  await t.joined('moved@example.com', 'M1');
  const joined = await t.context.store.read
    .selectFrom('events')
    .select('store_id')
    .where('kind', '=', 'member.joined')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  assert.equal(joined.store_id, 'harbour');
  assert.ok((await acts()).includes('poster-moved'));
});

test('a store that closes says what is open; then nobody acts as it, and another store goes on', async () => {
  const till = await t.onDuty('main-1');
  const other = await t.onDuty('harbour-1');
  const url = at(deskApi.storeOpen, 'main');
  const open: StoreOpen = (await editor.browser.get(url)).body;
  assert.ok(open.devices >= 1 && open.keys >= 1);
  assert.deepEqual(open.associates, ['Sam of Main St.']);
  const close = () => editor.browser.post(at(deskApi.closeStore, 'main'));
  assert.equal((await close()).body.error.key, 'desk-prove');
  await prove(editor.browser, editor.passkey, 'close-store', 'main');
  assert.equal((await close()).status, 200);
  assert.equal((await till.get(tillApi.device)).body.error.key, 'device-unknown');
  const pos = await t.browser().get(posApi.events, {
    authorization: `Bearer ${t.keys.get('main-1')}`,
  });
  assert.equal(pos.status, 401);
  assert.equal((await other.get(tillApi.device)).status, 200);
  const after: StoreOpen = (await editor.browser.get(url)).body;
  assert.deepEqual([after.devices, after.keys, after.associates], [0, 0, []]);
  assert.ok((await acts()).includes('store-closed'));
  assert.equal((await close()).status, 200, 'again, as after a crash');
});
