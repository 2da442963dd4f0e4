import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { balance, type Pos, posAt } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { booksGoal, cakeCard } from '#server/tests/kit/model/earning-rules.ts';
import { type Goods, sellGoods, shopper } from '#server/tests/kit/model/goods.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { noteShown } from '#server/usecases/points/notices.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

// In whose books an award of a person with several memberships stands, what it names, and which one a return takes back.

const earning = [cakeCard, booksGoal('year')];

let t: Tillpass;
let pos: Pos;
before(async () => {
  const program = { ...testProgram, welcomePoints: 0, pointsLastMonths: 3, earning };
  t = await startTillpass({ program });
  pos = posAt(t, 'main-1');
});
// Closing verifies every ledger.
after(() => t.close());

const day = 86_400_000;

const sell = (member: { number: string }, receiptNumber: string, goods: Goods) =>
  sellGoods(pos, member, receiptNumber, goods);

async function bringBack(receiptNumber: string): Promise<void> {
  const back = await pos.return(receiptNumber, `${receiptNumber}-r`);
  assert.equal(back.status, 200, back.text);
}

/** What integrators were told of a member's awards: the purchase that each one names. */
async function toldOf(memberId: string): Promise<unknown[]> {
  const events = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'points.awarded')
    .where('member_id', '=', memberId)
    .orderBy('seq')
    .execute();
  return events.map(({ data }) => JSON.parse(data).purchaseId);
}

/** The purchases that the ledger's entries of a rule's awards name. */
async function namedByEntries(memberId: string): Promise<unknown[]> {
  const entries = await t.context.store.read
    .selectFrom('ledger_entries')
    .select('purchase_id')
    .where('member_id', '=', memberId)
    .where('cause', 'like', 'award%')
    .orderBy('seq')
    .execute();
  return entries.map(({ purchase_id: id }) => id);
}

const cake = (quantity: number): Goods => ({ category: 'cake', quantity, minor: 10 * quantity });
const books = (minor: number): Goods => ({ category: 'books', quantity: 1, minor });

test('goods that come back take the gift of the goal that they had reached, and leave the one of other goods', async () => {
  const began = t.clock.now();
  const old = await shopper(t, 'year-old');
  await sell(old.member, 'year-1', books(10_000));
  assert.equal(await balance(old.phone), 170);
  // The points of that goal end in April, after their owner was told.
  for (const days of [75, 100, 115]) {
    t.clock.turnTo(began + days * day);
    while ((await expireDue(t.context)) > 0) t.clock.turn(1);
    await noteShown(t.context, await idOf(t, 'year-old@example.com'));
  }
  const { phone, member } = await shopper(t, 'year');
  await sell(member, 'year-2', books(10_000));
  await merge(t, phone, 'year-old@example.com');
  assert.equal(await balance(phone), 170);
  await bringBack('year-1');
  assert.equal(await balance(phone), 170, 'what reached the goal in May still reaches it');
  await bringBack('year-2');
  assert.equal(await balance(phone), 0);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a card that only merged memberships filled gives in books that verify, and is taken back so', async () => {
  const { member: one } = await shopper(t, 'three-a');
  const { member: other } = await shopper(t, 'three-c');
  const first = await sell(one, 'three-1', cake(2));
  t.clock.turn(1);
  const last = await sell(other, 'three-2', cake(1));
  t.clock.turn(1);
  const { phone } = await shopper(t, 'three');
  await merge(t, phone, 'three-a@example.com');
  await merge(t, phone, 'three-c@example.com');
  assert.equal(await balance(phone), 40);
  const id = await idOf(t, 'three@example.com');
  assert.deepEqual(await toldOf(id), [last]);
  assert.notEqual(first, last);
  assert.deepEqual(await verifyBooks(t.context), []);
  await bringBack('three-1');
  assert.equal(await balance(phone), 0);
  assert.deepEqual(await namedByEntries(id), [null, null], 'the purchase is in other books');
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('an award by a merge names the latest purchase that it counts, in whichever books that is', async () => {
  for (const latest of ['old', 'own']) {
    const name = `latest-${latest}`;
    const { member: old } = await shopper(t, `${name}-old`);
    t.clock.turn(1);
    const { phone, member } = await shopper(t, name);
    const among = latest === 'old' ? [member, old] : [old, member];
    const sold: string[] = [];
    for (const [turn, one] of among.entries()) {
      sold.push(await sell(one, `${name}-cake-${turn}`, cake(2)));
      sold.push(await sell(one, `${name}-books-${turn}`, books(6_000)));
      t.clock.turn(1);
    }
    // What no rule counts is later than both.
    await sell(old, `${name}-tea`, { category: 'tea', quantity: 1, minor: 100 });
    await merge(t, phone, `${name}-old@example.com`);
    assert.deepEqual(await toldOf(await idOf(t, `${name}@example.com`)), sold.slice(2));
  }
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('goods of three memberships that come back at once all come back, and leave what is due', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    const name = `once-${turn}`;
    const a = await shopper(t, `${name}-a`);
    const b = await shopper(t, `${name}-b`);
    t.clock.turn(1);
    const { phone, member } = await shopper(t, name);
    for (const [buyer, one] of [a.member, b.member, member].entries()) {
      await sell(one, `${name}-${buyer}`, cake(2));
      await sell(one, `${name}-${buyer}-kept`, cake(1));
    }
    await merge(t, phone, `${name}-a@example.com`);
    await merge(t, phone, `${name}-b@example.com`);
    assert.equal(await balance(phone), 3 * 40);
    // Each return locks its own books first, and then the others'.
    await Promise.all([0, 1, 2].map((buyer) => bringBack(`${name}-${buyer}`)));
    assert.equal(await balance(phone), 40, 'three pieces are kept, which fill one card');
  }
  assert.deepEqual(await verifyBooks(t.context), []);
});
