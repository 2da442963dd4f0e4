import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, type Pos, posAt, voucher, wallet } from '#server/tests/kit/counter.ts';
import { booksGoal, cakeCard } from '#server/tests/kit/model/earning-rules.ts';
import { sellGoods, shopper } from '#server/tests/kit/model/goods.ts';
import { merge, proveOther } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

// Cards and goals of a person who had two memberships: what both have comes together, and is given once.

const earning: EarningRule[] = [
  {
    id: 'tea',
    name: { en: 'Every fifth tea' },
    limits: {},
    kind: 'stamps',
    every: 5,
    points: 0,
    counts: 'pieces',
    reward: { id: 'coffee', days: 30 },
    when: { goods: { categories: ['tea'] } },
  },
  { ...cakeCard, limits: { perMember: { count: 1, every: 'month' } } },
  booksGoal('month'),
];

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, returns: 'any-store', earning } });
  pos = posAt(t, 'main-1');
});
// Closing verifies every ledger.
after(() => t.close());

type Member = { number: string };

/** Sells so many pieces of one kind, which cost so much together; or too little to earn a point. */
async function sell(member: Member, receiptNumber: string, what: [string, number, number?]) {
  const [category, quantity, minor = 10 * quantity] = what;
  await sellGoods(pos, member, receiptNumber, { category, quantity, minor });
}

const earned = async (phone: Browser) =>
  (await wallet(phone)).vouchers.filter((one: { earned?: true }) => one.earned);

/** What the page of ways to earn says of a rule. */
const progress = async (phone: Browser, id: string): Promise<{ have: number; of: number }> =>
  (await phone.get(memberApi.earning)).body.ways.find((way: { id: string }) => way.id === id)
    .progress;

/** Two memberships of one person; the phone that signed in last is that of the one that goes on. */
async function twice(name: string) {
  const { member: old } = await shopper(t, `${name}-old`);
  t.clock.turn(1);
  const { phone, member } = await shopper(t, name);
  return { old, phone, member, email: `${name}-old@example.com` };
}

test('stamps of both come together on one card, and the page says so before', async () => {
  const { old, phone, member, email } = await twice('few');
  await sell(old, 'few-1', ['tea', 3]);
  await sell(member, 'few-2', ['tea', 1]);
  assert.match(
    await proveOther(t, phone, email),
    /Every fifth tea: 4 of 5 stamps, those of both together/,
  );
  await merge(t, phone, email);
  assert.deepEqual(await earned(phone), []);
  assert.equal((await progress(phone, 'tea')).have, 4);
  // Either card, scanned at the till, fills it.
  await sell(old, 'few-3', ['tea', 2]);
  assert.equal((await earned(phone)).length, 1);
  assert.equal((await progress(phone, 'tea')).have, 1);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a card that both fill together gives at once, and a return of either’s goods takes it back', async () => {
  for (const [turn, back] of ['old', 'own'].entries()) {
    const name = `full-${turn}`;
    const { old, phone, member, email } = await twice(name);
    await sell(old, `${name}-old`, ['tea', 4]);
    await sell(member, `${name}-own`, ['tea', 3]);
    assert.match(
      await proveOther(t, phone, email),
      /Every fifth tea: full with the stamps of both. What it gives is yours, and 2 of 5 stamps/,
    );
    await merge(t, phone, email);
    const [given, ...more] = await earned(phone);
    assert.deepEqual([given.reward.id, more.length], ['coffee', 0]);
    assert.equal((await progress(phone, 'tea')).have, 2);
    const returned = await pos.return(`${name}-${back}`, `${name}-r`);
    assert.equal(returned.status, 200, returned.text);
    assert.equal((await voucher(phone, given.id)).body.state, 'cancelled');
    assert.equal((await progress(phone, 'tea')).have, back === 'old' ? 3 : 4);
    // Filled again by what is bought then, once.
    await sell(member, `${name}-again`, ['tea', 2]);
    assert.equal((await earned(phone)).length, 1);
  }
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('what one person may have once a month, both together have once', async () => {
  const { old, phone, member, email } = await twice('once');
  await sell(old, 'once-1', ['cake', 3]);
  await sell(member, 'once-2', ['cake', 2]);
  await merge(t, phone, email);
  assert.equal(await balance(phone), 150 + 150 + 40);
  await sell(member, 'once-3', ['cake', 1]);
  assert.equal(await balance(phone), 340, 'the other membership had it this month');
});

test('a goal is reached with what was spent in both, once, and taken back with the goods', async () => {
  const { old, phone, member, email } = await twice('goal');
  await sell(old, 'goal-1', ['books', 1, 6_000]);
  await sell(member, 'goal-2', ['books', 1, 5_000]);
  assert.match(
    await proveOther(t, phone, email),
    /Books for 100: reached with what you spent in both/,
  );
  await merge(t, phone, email);
  const points = 150 + 150 + 60 + 50 + 70;
  assert.equal(await balance(phone), points);
  await sell(old, 'goal-3', ['books', 1, 9_000]);
  assert.equal(await balance(phone), points + 90);
  assert.equal((await pos.return('goal-3', 'goal-3r')).status, 200);
  assert.equal((await pos.return('goal-1', 'goal-1r')).status, 200);
  assert.equal(await balance(phone), points - 60 - 70);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a return in the one’s books and a sale to the other at once leave as much as is due', async () => {
  const { old, phone, member, email } = await twice('race');
  await sell(old, 'race-1', ['tea', 3]);
  await merge(t, phone, email);
  await Promise.all([
    sell(member, 'race-2', ['tea', 2]),
    pos.return('race-1', 'race-r'),
    sell(member, 'race-3', ['tea', 1]),
  ]);
  assert.deepEqual([(await earned(phone)).length, (await progress(phone, 'tea')).have], [0, 3]);
  await sell(member, 'race-4', ['tea', 2]);
  assert.equal((await earned(phone)).length, 1);
});

test('whatever three memberships bought and brought back, one card gives as often as all stamps fill it', async () => {
  const bytes = countingRandomBytes('cards together');
  const below = (limit: number) => (bytes(1)[0] ?? 0) % limit;
  for (let history = 0; history < 6; history += 1) {
    const name = `any-${history}`;
    const a = await shopper(t, `${name}-a`);
    const b = await shopper(t, `${name}-b`);
    const c = await shopper(t, `${name}-c`);
    const bought: { receipt: string; pieces: number }[] = [];
    let stamps = 0;
    let sold = 0;
    const act = async (among: readonly Member[]) => {
      const isReturn = bought.length > 0 && below(4) === 0;
      if (isReturn) {
        const [one] = bought.splice(below(bought.length), 1);
        assert.equal((await pos.return(one?.receipt ?? '', `${one?.receipt}-r`)).status, 200);
        stamps -= one?.pieces ?? 0;
        return;
      }
      const receipt = `${name}-${sold}`;
      sold += 1;
      const pieces = 1 + below(4);
      const member = among[below(among.length)];
      if (member) await sell(member, receipt, ['tea', pieces]);
      bought.push({ receipt, pieces });
      stamps += pieces;
    };
    const all = [a.member, b.member, c.member];
    for (let step = 0; step < 8; step += 1) await act(all);
    // Open rewards would stand in the way: what a card gave is used, or counted where it stays.
    let used = 0;
    const use = async (phone: Browser) => {
      for (const { code } of await earned(phone)) {
        assert.equal((await pos.redeem(code, `${name}-use-${used}`)).status, 200);
        used += 1;
      }
    };
    await use(a.phone);
    t.clock.turn(1);
    await merge(t, b.phone, `${name}-a@example.com`);
    for (let step = 0; step < 6; step += 1) await act(all);
    await use(b.phone);
    t.clock.turn(1);
    await merge(t, c.phone, `${name}-b@example.com`);
    const open = (await earned(c.phone)).length;
    // What was used stays used when its goods come back, and the next card makes up for it.
    assert.equal(used + open, Math.max(used, Math.floor(stamps / 5)), `${name}: ${stamps} stamps`);
  }
  assert.deepEqual(await verifyBooks(t.context), []);
});
