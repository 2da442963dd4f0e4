import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { balance, issued, posAt, said, voucher, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { buyer, eur, line, spend } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { leavingStores } from '#server/usecases/program/leaving-stores.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const [main, harbour] = testProgram.stores;
if (!main || !harbour) throw new Error('the test program has two stores');

const load = (change: Partial<Program>) =>
  loadProgram(t.context, { ...testProgram, ...change }, { accepted: 'all' });
const closeHarbour = () => load({ stores: [main] });

test('a hold whose till has left the program is nobody’s: another till redeems at once', async () => {
  const phone = await t.joined('held@example.com');
  const { code, id } = await issued(phone, 'small');
  assert.equal((await posAt(t, 'harbour-1').reserve(code, 'basket-1')).status, 200);
  const pos = posAt(t, 'main-1');
  assert.deepEqual(said(await pos.redeem(code, 'held-1')), [423, 'voucher-reserved']);
  await closeHarbour();
  assert.equal((await voucher(phone, id)).body.held, null);
  assert.equal((await pos.redeem(code, 'held-1')).status, 200);
  await load({});
});

test('whoever takes a store out of the file reads what members have open there', async () => {
  const phone = await t.joined('open@example.com');
  const { code } = await issued(phone, 'small');
  assert.equal((await posAt(t, 'harbour-1').reserve(code, 'basket-2')).status, 200);
  const work = await readWork(t.context);
  const leaving = await leavingStores(work, testProgram, { ...testProgram, stores: [main] });
  const none = { count: 0, more: false };
  const one = { count: 1, more: false };
  assert.deepEqual(leaving, [{ name: 'Harbour', vouchers: none, held: one }]);
  assert.deepEqual(await leavingStores(work, testProgram, testProgram), []);
});

test('what a closed store sold and gave comes back to another, and keeps its names', async () => {
  const there = posAt(t, 'harbour-1');
  const { phone } = await buyer(t, there, 'closed');
  const given = await spend(there, phone, 'small');
  const here = posAt(t, 'main-1');
  const purchase = { receiptNumber: 'closed', till: 'harbour-1' };
  assert.deepEqual(said(await here.return('closed', 'back-1', { purchase })), [403, 'other-store']);
  assert.deepEqual(said(await here.reverse(given, 'not theirs')), [403, 'other-store']);
  await closeHarbour();
  const seen = await voucher(phone, given);
  assert.deepEqual([seen.body.used.store, seen.body.used.till], ['Harbour', 'Till 1']);
  const stores = (await wallet(phone)).history.map((line: { store: string | null }) => line.store);
  assert.ok(stores.includes('Harbour') && !stores.includes('harbour'));
  const before = await balance(phone);
  assert.equal((await here.reverse(given, 'Bought in a shop that closed')).status, 200);
  assert.ok((await balance(phone)) > before, 'the points of the reward are back');
  const answer = await here.return('closed', 'back-1', { purchase });
  assert.equal(answer.status, 200, answer.text);
  assert.ok(answer.body.pointsTaken > 0);
  const [last] = (await wallet(phone)).history;
  assert.deepEqual([last.what.rule, last.store], ['return', 'Main St.'], 'it says where');
  await load({});
});

test('a chain that says so takes goods and rewards back anywhere', async () => {
  const sold = posAt(t, 'main-1');
  const { phone } = await buyer(t, sold, 'chain');
  const given = await spend(sold, phone, 'small');
  const there = posAt(t, 'harbour-1');
  const purchase = { receiptNumber: 'chain', till: 'main-1' };
  assert.deepEqual(said(await there.reverse(given, 'no')), [403, 'other-store']);
  await load({ returns: 'any-store' });
  assert.equal((await there.reverse(given, 'Another colour')).status, 200);
  assert.equal((await there.return('chain', 'chain-back', { purchase })).status, 200);
  assert.equal((await there.return('chain', 'chain-back', { purchase })).status, 200, 'sent again');
  assert.equal(await balance(phone), testProgram.welcomePoints);
  await load({});
});

test('a receipt number that two stores used means the store that is named, wherever the goods come back', async () => {
  await load({ returns: 'any-store' });
  const ours = await buyer(t, posAt(t, 'main-1'), 'ours', { receiptNumber: '0042' });
  const theirs = await buyer(t, posAt(t, 'harbour-1'), 'theirs', { receiptNumber: '0042' });
  const desk = posAt(t, 'main-2');
  const purchase = { receiptNumber: '0042', store: 'harbour' };
  const { status, body, text } = await desk.return('', 'desk-1', { purchase });
  assert.deepEqual([status, body.purchase.tillId], [200, 'harbour-1'], text);
  assert.deepEqual((await desk.return('', 'desk-1', { purchase })).body, body, 'once');
  // Named by its till it is the same return; from another store it is another one.
  const byTill = { receiptNumber: '0042', till: 'harbour-1' };
  assert.equal((await desk.return('', 'desk-1', { purchase: byTill })).status, 200);
  for (const other of [{ ...purchase, store: 'main' }, { receiptNumber: '0042' }]) {
    const answer = await desk.return('', 'desk-1', { purchase: other });
    assert.deepEqual(said(answer), [409, 'receipt-reused']);
  }
  assert.equal(await balance(theirs.phone), testProgram.welcomePoints);
  assert.equal(await balance(ours.phone), testProgram.welcomePoints + 12);
  await load({});
});

test('a receipt number that two tills of a store used is asked back with both, and nothing is done', async () => {
  await load({ returns: 'any-store' });
  const first = await buyer(t, posAt(t, 'main-1'), 'first', { receiptNumber: '0077' });
  const lines = [line('x', 500)];
  await buyer(t, posAt(t, 'main-2'), 'second', { receiptNumber: '0077', total: eur(500), lines });
  const desk = posAt(t, 'harbour-1');
  const untouched = await dump(t.context.store.read);
  const purchase = { receiptNumber: '0077', store: 'main' };
  const asked = await desk.return('', 'desk-2', { purchase });
  const { key, message, details, pointer } = asked.body.error;
  assert.deepEqual(
    [asked.status, key, pointer],
    [409, 'receipt-ambiguous', '/purchase/receiptNumber'],
  );
  assert.match(
    message,
    /^Several tills of Main St\. used this receipt number: Till . \(.*€12\.99\)/,
  );
  const told = details.purchases.map((one: { tillId: string; total: { minor: number } }) => [
    one.tillId,
    one.total.minor,
  ]);
  assert.deepEqual(told.sort(), [
    ['main-1', 1_299],
    ['main-2', 500],
  ]);
  assertUnchanged(untouched, await dump(t.context.store.read));
  const answer = await desk.return('', 'desk-2', { purchase: { ...purchase, till: 'main-1' } });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(await balance(first.phone), testProgram.welcomePoints);
  await load({});
});

test('what names no purchase, store or till of ours is told so; where one till can have sold it, it waits', async () => {
  await load({ returns: 'any-store' });
  const desk = posAt(t, 'main-1');
  const back = (purchase: object) =>
    desk.return('', 'desk-3', { purchase: { receiptNumber: 'nowhere', ...purchase } });
  assert.deepEqual(said(await back({ store: 'main' })), [404, 'purchase-unknown']);
  for (const [named, pointer] of [
    [{ store: 'moon' }, '/purchase/store'],
    [{ store: 'harbour', till: 'main-1' }, '/purchase/store'],
    [{ store: 'main', till: 'moon-1' }, '/purchase/store'],
  ] as const) {
    const { status, body } = await back(named);
    assert.deepEqual([status, body.error.pointer], [400, pointer]);
  }
  const { body } = await back({ store: 'harbour' });
  assert.deepEqual([body.state, body.purchase.tillId], ['waiting', 'harbour-1']);
  await buyer(t, posAt(t, 'harbour-1'), 'late', { receiptNumber: 'nowhere' });
  assert.equal((await back({ store: 'harbour' })).body.state, 'applied');
  await load({});
  assert.deepEqual(said(await back({ store: 'harbour', receiptNumber: 'x' })), [
    409,
    'receipt-reused',
  ]);
  const elsewhere = { purchase: { receiptNumber: 'x', store: 'harbour' } };
  assert.deepEqual(said(await desk.return('', 'desk-4', elsewhere)), [403, 'other-store']);
});

test('the same file again changes nothing, also while names of what has left are kept', async () => {
  await closeHarbour();
  const versions = () => t.context.store.read.selectFrom('programs').select('version').execute();
  const count = (await versions()).length;
  await closeHarbour();
  assert.equal((await versions()).length, count);
  await load({});
});
