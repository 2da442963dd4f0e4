import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { balance, type Pos, posAt } from '#server/tests/kit/counter.ts';
import { line } from '#server/tests/kit/model/goods.ts';
import { day, lateTill } from '#server/tests/kit/model/late-sales.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

// What rules with limits give, where a late report rates later sales anew.

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
after(() => t.close());

const { at, member, sold } = lateTill(() => ({ t, pos }));

/** A rule that gives half a point for each euro at Gold. */
const forGold: EarningRule = {
  id: 'for-gold',
  name: { en: 'For Gold', ar: 'للذهبي' },
  kind: 'product',
  combines: 'add',
  gives: { give: 'per-unit', tenThousandths: 5_000 },
  tierRate: false,
  when: { tiers: ['gold'] },
  limits: { inAll: 100 },
};
const givenToAll = (rule = 'for-gold') =>
  t.context.store.read
    .selectFrom('earning_totals')
    .select(['times', 'points'])
    .where('rule_id', '=', rule)
    .executeTakeFirst();

test('what came back of a limited rule is not taken from its total again when the sale is rated anew', async () => {
  await loadProgram(t.context, { ...testProgram, earning: [forGold] });
  t.clock.turn(10 * day);
  const { phone, member: who } = await member('limited');
  await sold(who, 'g-1', 120_000, 5);
  assert.equal((await sold(who, 'g-2', 10_000, 3)).body.points, 150 + 50);
  assert.deepEqual(await givenToAll(), { times: 1, points: 50 });
  await pos.return('g-2', 'g-2-back', { returnedAt: at(2) });
  assert.deepEqual(await givenToAll(), { times: 0, points: 0 });
  // The second sale was at Member after all, and later at Gold again.
  assert.equal((await pos.return('g-1', 'g-1-back', { returnedAt: at(4) })).status, 200);
  assert.deepEqual(await givenToAll(), { times: 0, points: 0 });
  assert.equal((await sold(who, 'g-0', 120_000, 6)).status, 200);
  assert.deepEqual(await givenToAll(), { times: 0, points: 0 });
  assert.equal(await balance(phone), 150 + 1_200);
  // Half of one came back: the rule has given the other half.
  await sold(who, 'g-3', 10_000, 1, { lines: [line('a', 5_000), line('b', 5_000)] });
  await pos.return('g-3', 'g-3-a', { lines: [{ id: 'a' }] });
  assert.deepEqual(await givenToAll(), { times: 1, points: 25 });
  assert.equal((await pos.return('g-0', 'g-0-back', { returnedAt: at(2.5) })).status, 200);
  assert.deepEqual(await givenToAll(), { times: 0, points: 0 });
  assert.equal((await sold(who, 'g-4', 120_000, 2)).status, 200);
  assert.deepEqual(await givenToAll(), { times: 1, points: 25 });
  await loadProgram(t.context, testProgram);
});

test('a sale that came back in part keeps its points when the budget of its rule is used up', async () => {
  const limited = { id: 'budget', when: {}, limits: { budget: 70 }, tierRate: true };
  await loadProgram(t.context, { ...testProgram, earning: [{ ...forGold, ...limited }] });
  t.clock.turn(10 * day);
  const { phone, member: who } = await member('budget');
  const lines = [line('a', 5_000), line('b', 5_000)];
  assert.equal((await sold(who, 'u-2', 10_000, 3, { lines })).body.points, 100 + 50);
  await pos.return('u-2', 'u-2-a', { lines: [{ id: 'a' }] });
  assert.deepEqual(await givenToAll('budget'), { times: 1, points: 25 });
  // The late sale gets the 45 that are left, and makes the one after it a sale at Gold.
  assert.equal((await sold(who, 'u-1', 120_000, 4)).body.points, 1_200 + 45);
  assert.deepEqual(await givenToAll('budget'), { times: 2, points: 70 });
  assert.equal(await balance(phone), 150 + 1_200 + 45 + 75 + 25);
  await loadProgram(t.context, testProgram);
});

test('a sale that earned nothing earns by every rule of its tier once a late sale lifts it', async () => {
  const visit: EarningRule = { ...forGold, id: 'visit', gives: { give: 'points', points: 20 } };
  await loadProgram(t.context, { ...testProgram, earning: [visit] });
  t.clock.turn(10 * day);
  const [first, second] = [await member('visit'), await member('visit-late')];
  await sold(first.member, 'v-1', 120_000, 2);
  await sold(first.member, 'v-2', 80, 1);
  assert.equal((await sold(second.member, 'late-2', 80, 1)).body.points, 0);
  await sold(second.member, 'late-1', 120_000, 2);
  assert.equal(await balance(first.phone), 150 + 1_200 + 1 + 20);
  assert.equal(await balance(second.phone), 150 + 1_200 + 1 + 20);
  await loadProgram(t.context, testProgram);
});
