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

const rehearsed = async (days: number) => {
  const at = t.clock.now();
  const found = await rehearse(t.context.store.read, { program, from: at - days * day }, { at });
  return found ?? assert.fail('nothing was rehearsed');
};

const awardsRehearsed = async () => (await rehearsed(30)).awards;

const books = { category: 'books', quantity: 1, minor: 10_000 };
const half = { category: 'books', quantity: 1, minor: 5_000 };
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

for (const { last, who } of [
  { last: 'old', who: 'the membership that ends' },
  { last: 'own', who: 'the membership that goes on' },
]) {
  test(`what only both together reach, when ${who} bought last`, async () => {
    const before = await rehearsed(30);
    const { member: old } = await shopper(t, `half-old-${last}`);
    t.clock.turn(1);
    const { member } = await shopper(t, `half-${last}`);
    const buy = async (id: string, of: typeof member) => {
      t.clock.turn(day);
      await sellGoods(pos, of, `half-books-${last}-${id}`, half);
      await sellGoods(pos, of, `half-cake-${last}-${id}`, cake);
      t.clock.turn(day);
      await sellGoods(pos, of, `half-more-${last}-${id}`, cake);
    };
    const [first, second] = last === 'old' ? [member, old] : [old, member];
    await buy('first', first);
    await buy('second', second);
    t.clock.turn(1);
    await merge(t, await t.joined(`half-${last}@example.com`), `half-old-${last}@example.com`);
    t.clock.turn(day);
    const whole = await rehearsed(30);
    assert.equal(whole.awards.was - before.awards.was, 110, 'the goal and a full card');
    assert.equal(whole.awards.would, whole.awards.was);
    assert.equal(whole.outstanding.would, whole.outstanding.was);
    const later = await rehearsed(1);
    assert.equal(later.outstanding.would, later.outstanding.was, 'a merge before the rehearsal');
    // The card goes on with the stamp that was left over.
    await sellGoods(pos, member, `half-on-${last}-1`, cake);
    t.clock.turn(day);
    await sellGoods(pos, member, `half-on-${last}-2`, cake);
    const on = await rehearsed(30);
    assert.equal(on.awards.was - whole.awards.was, 40);
    assert.equal(on.awards.would, on.awards.was);
    assert.equal(on.outstanding.would, on.outstanding.was);
  });
}
