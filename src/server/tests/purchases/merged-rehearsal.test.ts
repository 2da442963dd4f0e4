import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Pos, posAt } from '#server/tests/kit/counter.ts';
import { booksGoal, cakeCard } from '#server/tests/kit/model/earning-rules.ts';
import { sellGoods, shopper } from '#server/tests/kit/model/goods.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { rehearse } from '#server/usecases/rehearsal/rehearse.ts';

// A rehearsal of the same program finds that a person with several memberships got the same.

const visits = { ...cakeCard, counts: 'visits' as const };
const program = { ...testProgram, welcomePoints: 0, earning: [visits, booksGoal('year')] };
const day = 86_400_000;

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass({ program });
  pos = posAt(t, 'main-1');
});
after(() => t.close());

const awardsRehearsed = async () => {
  const at = t.clock.now();
  const found = await rehearse(t.context.store.read, { program, from: at - 30 * day }, { at });
  return found?.awards;
};

const books = { category: 'books', quantity: 1, minor: 10_000 };
const cake = { category: 'cake', quantity: 1, minor: 100 };

test('a goal that both memberships reached before they were one, and a day on which both had a visit', async () => {
  const { member: old } = await shopper(t, 'both-old');
  t.clock.turn(1);
  const { phone, member } = await shopper(t, 'both');
  await sellGoods(pos, old, 'books-old', books);
  await sellGoods(pos, member, 'books-own', books);
  await sellGoods(pos, old, 'cake-old', cake);
  await sellGoods(pos, member, 'cake-own', cake);
  t.clock.turn(1);
  await merge(t, phone, 'both-old@example.com');
  const goal = await awardsRehearsed();
  assert.equal(goal?.was, 70);
  assert.equal(goal.would, 70);
  t.clock.turn(2 * day);
  await sellGoods(pos, member, 'cake-last', cake);
  const both = await awardsRehearsed();
  assert.equal(both?.was, 110, 'the third visit fills the card');
  assert.equal(both.would, 110);
});
