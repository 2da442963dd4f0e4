// One shop whose key is turned, step after step: each test goes on where the one before ended.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tillApi } from '#contract/paths.ts';
import type { Store } from '#domain/program/program.ts';
import { lookAtOtherKey } from '#server/admin/doctor/turned-key.ts';
import { readConfig } from '#server/start/config.ts';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { makeContext } from '#server/start/make-context.ts';
import { webhookEndpoints } from '#server/storage/events/webhook-endpoints.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { secretKey as oldKey } from '#server/tests/kit/context.ts';
import { balance, cancel, issued, posAt, said, voucher } from '#server/tests/kit/counter.ts';
import { mintDue, mintFor, shopifyConnection } from '#server/tests/kit/mint/mint.ts';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import { passPhone } from '#server/tests/kit/model/pass-phone.ts';
import { forceOpen, tamperer } from '#server/tests/kit/model/tamper.ts';
import { holder, lines, load } from '#server/tests/kit/pools/pool.ts';
import { poolProgram } from '#server/tests/kit/pools/pool-program.ts';
import { ask, enterCode, isSignedIn } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { openWebhookSecrets } from '#server/usecases/followers/webhook-secrets.ts';
import { connectStore } from '#server/usecases/mint/mint-connection.ts';
import { recogniseAdmin } from '#server/usecases/pools/admin-key.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { offerEnrolment } from '#server/usecases/till/till-device.ts';
import { minters } from '#server/vendors/mint/open-minter.ts';

const newKey = 'the key that it is turned to, as long as one must be';

const stand: Store = {
  id: 'stand',
  name: 'Stand',
  way: 'mint',
  mint: 'shopify',
  tills: [],
  posters: [{ placement: 'S1', place: { en: 'Counter' } }],
};

let t: Tillpass;
let vendor: ShopifyStandIn;
let shop: Awaited<ReturnType<typeof openShop>>;

before(async () => {
  vendor = await openShopify();
  const openMinter = minters({ shopify: vendor.origin, square: null });
  const program = { ...poolProgram, stores: [...poolProgram.stores, stand] };
  t = await startTillpass({ program, openMinter });
  await connectStore(t.context, 'stand', shopifyConnection(vendor));
  // As the first start does.
  await isItsSecretKey(t.context);
  await beginChain(t.context);
  shop = await openShop();
});
after(async () => {
  await t.close();
  await vendor.close();
});

/** As if every server had been started again with these keys. */
const startAgain = (...keys: [string, string?]) =>
  Object.assign(t.context, { secrets: makeSecrets(...keys) });

/** Everything that somebody holds, or that is kept, of a key. */
async function openShop() {
  const phone = await t.joined('phone@example.com', 'M1');
  const late = await t.joined('late@example.com', 'M1');
  const pass = await passPhone(phone);
  const newcomer = t.browser();
  const [sam] = await associatesOf(t.context.store.read, 'main');
  const soldAt = new Date(t.clock.now()).toISOString();
  const sale = { member: { number: pass.key.number }, receiptNumber: 'R-1', soldAt };
  const buy = () => posAt(t, 'main-1').purchase(sale, { 'idempotency-key': 'buy' });
  const loadPool = () => load(t, { rewardId: 'mug', storeId: null }, lines('SAVE-1', 'SAVE-2'));
  await loadPool();
  await runCommand(t.context, 'webhooks', 'add', 'http://127.0.0.1:9/news');
  const minted = await holder(t, 'coffee', 'S1');
  await mintDue(t.context);
  return {
    minted: { ...minted, code: (await voucher(minted.phone, minted.id)).body.code },
    phone,
    late,
    pass,
    newcomer,
    buy,
    loadPool,
    shown: await issued(phone, 'coffee'),
    notShown: await issued(late, 'coffee'),
    pooled: await holder(t, 'mug', 'K1'),
    till: await t.onDuty('main-1'),
    unused: await t.onDuty('main-2'),
    bought: await buy(),
    mail: await ask(t, newcomer, 'newcomer@example.com'),
    link: await offerEnrolment(t.context, 'harbour-1'),
    adminKey: keyIn(await runCommand(t.context, 'api-key', 'nightly')),
    shift: { associateId: sam?.id, pin: t.pin },
  };
}

/** The code of the discount as a server with this key has stored it. */
const keepCodeUnder = (key: string) =>
  tamperer(t.context.store).change(
    'mint_orders',
    { redemption_id: shop.minted.id },
    { sealed_code: makeSecrets(key).seal('mint-code', shop.minted.code) },
  );

const keyIn = (printed: string): string => /ta_[\w-]+/.exec(printed)?.[0] ?? '';

test('where no other key is set, or SECRET_KEY is the database’s, there is nothing to turn', async () => {
  assert.match(await refusedCommand(t.context, 'turn-secret-key'), /SECRET_KEY_ALSO is not set/);
  startAgain(oldKey, newKey);
  assert.match(await refusedCommand(t.context, 'turn-secret-key'), /is under already/);
  assert.equal((await lookAtOtherKey(t.context))[0]?.state, 'unsure');
});

test('servers with the new key first serve a database that is still under the other', async () => {
  startAgain(newKey, oldKey);
  const { phone, shown, loadPool, minted, till, adminKey, shift } = shop;
  assert.equal((await voucher(phone, shown.id)).body.code, shown.code);
  assert.equal((await voucher(minted.phone, minted.id)).body.code, minted.code);
  // Whoever comes now comes again once the key is turned.
  assert.equal((await till.post(tillApi.shifts, shift)).status, 200);
  await posAt(t, 'main-1').look(shown.code);
  await recogniseAdmin(t.context, `Bearer ${adminKey}`);
  await runCommand(t.context, 'api-key', 'early');
  assert.deepEqual([(await loadPool()).added, (await loadPool()).duplicates], [0, 2]);
  assert.match((await lookAtOtherKey(t.context))[0]?.todo ?? '', /turn-secret-key/);
});

test('turning writes anew what a server can, once', async () => {
  const said = await runCommand(t.context, 'turn-secret-key');
  assert.match(
    said,
    /the entries of 4 members, 2 codes of pools, 1 code at vendors, 1 answer kept for tills/,
  );
  assert.match(await runCommand(t.context, 'turn-secret-key'), /turned already/);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('keys that are not the right two, or not the right way round, change nothing and are named', async () => {
  const refused = (command: string) => refusedCommand(t.context, command);
  const found = async () => (await lookAtOtherKey(t.context))[0]?.found ?? '';
  startAgain(oldKey, newKey);
  assert.match(await refused('turn-secret-key'), /turned away from this SECRET_KEY/);
  assert.match(await refused('new-secret-key'), /is under SECRET_KEY_ALSO/);
  assert.match(await found(), /turned away from SECRET_KEY, to/);
  const asStarted = readConfig({ ...t.adminSettings, SECRET_KEY_ALSO: newKey });
  await assert.rejects(makeContext(asStarted, t.context.log), /Exchange the two/);
  startAgain(newKey, 'a third key that nobody has turned to, long enough');
  assert.match(await refused('turn-secret-key'), /is under already/);
  const tamper = tamperer(t.context.store);
  await tamper.change('installation', { id: 1 }, { turn_ended_at: null });
  assert.match(await refused('turn-secret-key'), /was interrupted/);
  startAgain(newKey);
  assert.match(await refused('turn-secret-key'), /was interrupted/);
  assert.match(await found(), /was interrupted/);
  await tamper.undo();
  assert.deepEqual(await lookAtOtherKey(t.context), []);
  startAgain(newKey, oldKey);
});

test('what people hold of the key before is accepted', async () => {
  t.clock.turn(60_000);
  const { pass, shown, mail, newcomer, till, link, adminKey, shift, bought, buy } = shop;
  for (const one of [shop.phone, shop.minted.phone]) assert.equal(await isSignedIn(one), true);
  // One that still had the keys the other way round has ordered a discount meanwhile.
  await keepCodeUnder(oldKey);
  assert.match((await lookAtOtherKey(t.context))[0]?.found ?? '', /^1 code of discounts/);
  assert.match(await runCommand(t.context, 'turn-secret-key'), /1 code at vendors/);
  const pos = posAt(t, 'main-1');
  assert.deepEqual(said(await pos.redeem(shown.code, 'R-2')), [200, undefined]);
  // The pass is recognised: who made it has too few points.
  const offline = pass.show('coffee', t.clock.now());
  assert.deepEqual(said(await pos.redeem(offline, 'R-3')), [422, 'points-short']);
  assert.equal((await buy()).text, bought.text, 'a retry gets its answer');
  assert.ok((await till.get(tillApi.device)).body.shift, 'the shift goes on');
  assert.equal((await till.post(tillApi.shifts, shift)).status, 200);
  assert.equal((await enterCode(newcomer, mail.id, mail.code)).status, 200);
  assert.equal((await t.browser().post(tillApi.enrol, { token: link })).status, 200);
  await recogniseAdmin(t.context, `Bearer ${adminKey}`);
});

test('doctor says until when the key before is needed, and who has not come yet', async () => {
  const found = async () => (await lookAtOtherKey(t.context))[0]?.found ?? '';
  const names =
    'the keys of tills harbour-1, kiosk-1, main-2 and 1 more; the devices of tills main-2; the PINs of harbour Sam of Harbour';
  assert.match(await found(), /^vouchers and passes need it until 20\d\d-\d\d-\d\d/);
  assert.ok((await found()).includes(names), await found());
  assert.match(await found(), /; 2 signed-in phones$/);
});

test('without it those who came go on, and the others are told', async () => {
  startAgain(newKey);
  assert.deepEqual(await verifyBooks(t.context), []);
  const { phone, newcomer, pooled, notShown, till, unused, adminKey, shift } = shop;
  const pos = posAt(t, 'main-1');
  for (const one of [phone, newcomer]) assert.equal(await isSignedIn(one), true);
  assert.equal((await shop.buy()).text, shop.bought.text);
  assert.equal((await till.post(tillApi.shifts, shift)).status, 200);
  assert.equal((await shop.loadPool()).duplicates, 2);
  assert.deepEqual(said(await pos.look(pooled.code)), [200, undefined]);
  await recogniseAdmin(t.context, `Bearer ${adminKey}`);
  for (const endpoint of await webhookEndpoints(t.context.store.read)) {
    assert.equal(openWebhookSecrets(t.context, endpoint).length, 1);
  }

  assert.equal(await isSignedIn(shop.late), false, 'signs in again');
  assert.deepEqual(said(await pos.look(notShown.code)), [404, 'code-unknown']);
  assert.deepEqual(said(await posAt(t, 'main-2').look(notShown.code)), [401, 'key-unknown']);
  assert.deepEqual(said(await unused.get(tillApi.device)), [401, 'device-unknown']);
});

test('a discount at a vendor keeps its code, and one whose code is lost can be withdrawn', async () => {
  const { phone, id, code } = shop.minted;
  assert.equal((await voucher(phone, id)).body.code, code);
  await keepCodeUnder('a key that is lost, and was as long as one must be');
  const { body } = await voucher(phone, id);
  assert.equal(body.code, null);
  assert.match(body.notice, /can’t show this code any more\. Cancel this reward/);
  await cancel(phone, id);
  await mintFor(t, 5 * 60_000);
  assert.equal(vendor.live().length, 0);
  assert.equal(await balance(phone), 150, 'its points are back');
});

test('a change of what was written under the key that has gone is found all the same', async () => {
  const tamper = tamperer(t.context.store);
  const id = (await memberIdByAddress(t.context.store.read, 'late@example.com')) ?? '';
  await t.context.store.transact(({ db }) => forceOpen(db, ['ledger_entries']));
  for (const [table, where, to] of [
    ['ledger_entries', { member_id: id, seq: 1 }, { details: '{"rule":"gift"}' }],
    ['members', { id }, { chain_base: null }],
    ['installation', { id: 1 }, { turned: null }],
  ] as const) {
    await tamper.change(table, where, to);
    assert.notDeepEqual(await verifyBooks(t.context), [], `${table} was changed`);
    await tamper.undo();
  }
  assert.deepEqual(await verifyBooks(t.context), []);
});
