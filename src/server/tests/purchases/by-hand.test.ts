import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { associatesOf } from '#server/storage/till/associates.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, issued, newId, posAt, refusal } from '#server/tests/kit/counter.ts';
import { addPurchase, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';

/**
 * Purchases that an associate types from a paper receipt, and what they undo: above a limit a colleague must look at it
 * too; and one receipt is one purchase.
 */

let t: Tillpass;
let till: Browser;
before(async () => {
  t = await startTillpass();
  await putAssociate(t.context, { storeId: 'main', name: 'Zoe', pin: '24680' });
  till = await t.onDuty('main-1');
});
after(() => t.close());

const idOf = async (name: string): Promise<string> => {
  const all = await associatesOf(t.context.store.read, 'main');
  return all.find((one) => one.name === name)?.id ?? '';
};
const redeem = (at: Browser, scanned: string) =>
  at.post('/api/till/redeem', { scanned, id: newId() });
const undo = (at: Browser, redemptionId: string, reason: string, second?: object) =>
  at.post('/api/till/reverse', { redemptionId, reason, ...(second && { second }) });
const eventsOfPurchases = async () => {
  const { read } = t.context.store;
  const kind = 'purchase.reported';
  const rows = await read.selectFrom('events').select('data').where('kind', '=', kind).execute();
  return rows.map(({ data }) => JSON.parse(data));
};

test('above the amount one associate is not enough, and the answer says what to do', async () => {
  const phone = await t.joined('ten-million@example.com');
  const number = await numberOf(phone);
  const alone = await addPurchase(till, number, 'P-1', 1_000_000_000);
  assert.deepEqual([alone.status, refusal(alone).key], [403, 'second-person-needed']);
  assert.match(refusal(alone).message, /more than €1,000 by hand within a shift, a colleague/);
  assert.equal(await balance(phone), 150);

  const [sam, zoe] = [await idOf('Sam of Main St.'), await idOf('Zoe')];
  const twice = { second: { associateId: sam, pin: t.pin } };
  const same = await addPurchase(till, number, 'P-1', 100_001, twice);
  assert.equal(refusal(same).key, 'second-person-needed', 'one person twice is one person');
  const guessed = { second: { associateId: zoe, pin: '11111' } };
  assert.equal(refusal(await addPurchase(till, number, 'P-1', 100_001, guessed)).key, 'pin-wrong');
  assert.equal(await balance(phone), 150);

  const both = { second: { associateId: zoe, pin: '24680' } };
  assert.equal((await addPurchase(till, number, 'P-1', 100_001, both)).status, 200);
  assert.equal(await balance(phone), 1_150);
  const { associateId, confirmedBy } = (await eventsOfPurchases()).at(-1);
  assert.deepEqual([associateId, confirmedBy], [sam, zoe]);
});

test('many small ones reach the amount as well, until the shift is over', async () => {
  const number = await numberOf(await t.joined('small-ones@example.com'));
  for (let turn = 0; turn < 2; turn += 1)
    assert.equal((await addPurchase(till, number, `S-${turn}`, 49_999)).status, 200);
  const third = await addPurchase(till, number, 'S-3', 49_999);
  assert.equal(refusal(third).key, 'second-person-needed');
  t.clock.turn(12 * 60 * 60_000 + 1);
  till = await t.onDuty('main-1');
  assert.equal((await addPurchase(till, number, 'S-3', 49_999)).status, 200);
});

test('what a POS reports needs nobody: its own till sold it', async () => {
  const number = await numberOf(await t.joined('sold@example.com'));
  const total = { minor: 500_000, currency: 'EUR' };
  const sold = { member: { number }, receiptNumber: 'big', total };
  assert.equal((await posAt(t, 'main-1').purchase(sold)).status, 200);
});

test('a colleague’s wrong PINs lock, and the lock is told', async () => {
  const number = await numberOf(await t.joined('locked@example.com'));
  const zoe = await idOf('Zoe');
  const guess = { second: { associateId: zoe, pin: '00000' } };
  const tries = [];
  for (let turn = 0; turn < 5; turn += 1)
    tries.push(refusal(await addPurchase(till, number, 'L-1', 200_000, guess)).key);
  assert.equal(tries.at(-1), 'pin-locked');
  const { read } = t.context.store;
  const kind = 'associate.locked';
  const locks = await read.selectFrom('events').selectAll().where('kind', '=', kind).execute();
  const data = JSON.parse(locks.at(-1)?.data ?? '{}');
  assert.deepEqual(data, { tillId: 'main-1', associateId: zoe, minutes: 5 });
});

test('one slip is one purchase, however it is typed', async () => {
  const phone = await t.joined('slip@example.com');
  const number = await numberOf(phone);
  assert.equal((await addPurchase(till, number, 'R 0042', 1_000)).status, 200);
  for (const spelling of ['R0042', 'r 0042', 'r0 042', '0R0042'])
    assert.equal((await addPurchase(till, number, spelling, 1_000)).status, 200, spelling);
  assert.equal(await balance(phone), 160, 'each is the same again');
  const other = await addPurchase(till, number, 'r0042', 2_000);
  assert.equal(refusal(other).key, 'receipt-reused');
  assert.equal((await addPurchase(till, number, 'R42', 1_000)).status, 200, 'another slip');

  const sold = { member: { number }, receiptNumber: '000777' };
  assert.equal((await posAt(t, 'main-1').purchase(sold)).status, 200);
  assert.equal((await addPurchase(till, number, '777', 1_000)).status, 200);
  assert.equal(await balance(phone), 180, 'the POS had reported it');
});

test('two spellings typed at the same moment are one purchase', async () => {
  const phone = await t.joined('at-once@example.com');
  const number = await numberOf(phone);
  const spellings = ['q 1', 'Q1', 'q1', 'Q 1', '0q1', '00 Q1'];
  const answers = await Promise.all(
    spellings.map((spelling) => addPurchase(till, number, spelling, 1_000)),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(await balance(phone), 160);
});

test('a POS’s own numbers are taken as they are', async () => {
  const phone = await t.joined('as-they-are@example.com');
  const number = await numberOf(phone);
  for (const receiptNumber of ['a1', 'A1', '0a1'])
    await posAt(t, 'main-2').purchase({ member: { number }, receiptNumber });
  assert.equal(await balance(phone), 180);
});

test('ten undone in a shift are enough for one associate; a colleague’s PIN goes on, and the event says whose', async () => {
  t.clock.turn(12 * 60 * 60_000 + 1);
  till = await t.onDuty('main-1');
  const phone = await t.joined('undone@example.com');
  const given = async () => {
    const { id, code } = await issued(phone, 'small');
    assert.equal((await redeem(till, code)).status, 200);
    return id;
  };
  for (let turn = 0; turn < 10; turn += 1) {
    assert.equal((await undo(till, await given(), 'mistake')).status, 200);
  }
  const [id, zoe] = [await given(), await idOf('Zoe')];
  const alone = await undo(till, id, 'mistake');
  assert.deepEqual([alone.status, refusal(alone).key], [403, 'second-person-undo']);
  assert.match(
    refusal(alone).message,
    /more than 10 undone or 5,000 points within a shift, a colleague/,
  );
  assert.equal(await balance(phone), 140);
  const wrong = await undo(till, id, 'mistake', { associateId: zoe, pin: '11111' });
  assert.equal(refusal(wrong).key, 'pin-wrong');
  const both = await undo(till, id, 'mistake', { associateId: zoe, pin: '24680' });
  assert.equal(both.status, 200, both.text);
  assert.equal(await balance(phone), 150);
  assert.equal((await undo(till, id, 'again')).status, 200, 'undone again is undone once');
  const rows = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'redemption.reversed')
    .execute();
  const told = rows.map(({ data }) => JSON.parse(data)).find((one) => one.redemptionId === id);
  assert.deepEqual([told.associateId, told.confirmedBy], [await idOf('Sam of Main St.'), zoe]);
  // A POS says of nobody who did it, and the next shift begins anew.
  const pos = await given();
  assert.equal((await posAt(t, 'main-1').reverse(pos, 'not paid')).status, 200);
  t.clock.turn(12 * 60 * 60_000 + 1);
  till = await t.onDuty('main-1');
  assert.equal((await undo(till, await given(), 'mistake')).status, 200);
});
