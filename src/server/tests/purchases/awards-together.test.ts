import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { balance, type Pos, posAt } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur, line, shopper } from '#server/tests/kit/model/goods.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { noteShown } from '#server/usecases/points/notices.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

// Awards of a person with several memberships: which one a return takes back.

const named = (id: string) => ({ id, name: { en: `Rule ${id}` }, limits: {} });
const earning: EarningRule[] = [
  {
    ...named('year'),
    kind: 'spend-goal',
    goalMinor: 10_000,
    every: 'year',
    points: 70,
    when: { goods: { categories: ['books'] } },
  },
];

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

interface Sold {
  readonly category: string;
  readonly quantity?: number;
  readonly minor: number;
}

/** Sells goods of one category. @returns the purchase's id */
async function sell(
  member: { number: string },
  receiptNumber: string,
  { category, quantity = 1, minor }: Sold,
): Promise<string> {
  const sold = await pos.purchase({
    member,
    receiptNumber,
    total: eur(minor),
    lines: [{ ...line('l', minor), categories: [category], quantity }],
  });
  assert.equal(sold.status, 200, sold.text);
  return sold.body.purchaseId;
}

async function bringBack(receiptNumber: string): Promise<void> {
  const back = await pos.return(receiptNumber, `${receiptNumber}-r`);
  assert.equal(back.status, 200, back.text);
}

const books = (minor: number): Sold => ({ category: 'books', minor });

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
