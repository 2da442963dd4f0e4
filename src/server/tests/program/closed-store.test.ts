import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { balance, issued, posAt, said, voucher, wallet } from '#server/tests/kit/counter.ts';
import { buyer, spend } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const [main, harbour] = testProgram.stores;
if (!main || !harbour) throw new Error('the test program has two stores');

const load = (change: Partial<Program>) =>
  loadProgram(t.context, { ...testProgram, ...change }, { accepted: true });
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
  assert.equal(
    (await there.return('chain', 'chain-back', { purchase })).status,
    200,
    'twice is once',
  );
  assert.equal(await balance(phone), testProgram.welcomePoints);
  await load({});
});

test('the same file again changes nothing, also while names of what has left are kept', async () => {
  await closeHarbour();
  const versions = () => t.context.store.read.selectFrom('programs').select('version').execute();
  const count = (await versions()).length;
  await closeHarbour();
  assert.equal((await versions()).length, count);
  await load({});
});
