import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import {
  atOnce,
  balance,
  type Pos,
  posAt,
  refusal,
  statuses,
  wallet,
} from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { untilWaiting } from '#server/tests/kit/hold-database.ts';
import { eur, line, spend } from '#server/tests/kit/model/goods.ts';
import { day, lateTill } from '#server/tests/kit/model/late-sales.ts';
import { statementsOf } from '#server/tests/kit/plans.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const onSqlite = { skip: testDatabaseUrl !== undefined && 'it notes what SQLite runs' };

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
after(() => t.close());

const { at, member, sold } = lateTill(() => ({ t, pos }));

test('the same two sales earn the same in whichever order they are reported, and the member reads why', async () => {
  const [first, second] = [await member('in-order'), await member('late')];
  await sold(first.member, 'o-1', 50_000, 2);
  await sold(first.member, 'o-2', 18_000, 1);
  await sold(second.member, 'l-2', 18_000, 1);
  assert.equal(await balance(second.phone), 150 + 180);
  await sold(second.member, 'l-1', 50_000, 2);
  assert.equal(await balance(second.phone), 150 + 725);
  assert.equal(await balance(first.phone), 150 + 725);
  const { history, tier } = await wallet(second.phone);
  assert.equal(tier.id, 'silver');
  assert.deepEqual(
    [history[0].points, history[0].what],
    [
      45,
      {
        rule: 'rated-anew',
        late: { what: 'sale', at: t.clock.now() - 2 * day, money: eur(50_000) },
        spent: eur(18_000),
        tier: 'Silver',
        pointsPerUnit: 1.25,
        receiptNumber: 'l-2',
      },
    ],
  );
  const again = await sold(second.member, 'l-1', 50_000, 2);
  assert.deepEqual([again.status, await balance(second.phone)], [200, 150 + 725]);
});

test('a weekend of double points counts for a till that reports on Monday', async () => {
  const load = (change: Partial<Program>, beginsAt?: number) =>
    loadProgram(
      t.context,
      { ...testProgram, ...change },
      { ...(beginsAt !== undefined && { beginsAt }) },
    );
  const { phone, member: who } = await member('weekend');
  const saturday = t.clock.now() + day;
  await load({ pointsPerUnit: 2 }, saturday);
  await load({}, saturday + 2 * day);
  t.clock.turnTo(saturday + 3 * day);
  const points = [];
  for (const daysAgo of [3.001, 3, 1.001, 1]) {
    const { body } = await sold(who, `w-${daysAgo}`, 1_000, daysAgo);
    points.push(body.points);
  }
  assert.deepEqual(points, [10, 20, 20, 10]);
  assert.equal(await balance(phone), 150 + 60);
  t.clock.turn(30 * day);
});

test('a late return takes its spend out of the tiers after it, down to a debt, and later returns fit', async () => {
  const { phone, member: who } = await member('returned');
  const lines = [line('a', 10_000), line('b', 10_000)];
  await sold(who, 'r-1', 50_000, 5);
  const { body } = await sold(who, 'r-2', 20_000, 3, { lines });
  assert.equal(body.points, 250);
  await pos.return('r-2', 'r-2-a', { lines: [{ id: 'a' }] });
  assert.equal(await balance(phone), 150 + 500 + 125);
  for (let taken = 0; taken < 7; taken += 1) await spend(pos, phone, 'coffee');
  // Reported now, taken back before the second sale: that one earns as a member, and half of it is back already.
  const late = await pos.return('r-1', 'r-1-back', { returnedAt: at(4) });
  assert.deepEqual([late.status, late.body.pointsTaken], [200, 500]);
  assert.equal(await balance(phone), 75 - 500 - 25);
  const rest = await pos.return('r-2', 'r-2-rest');
  assert.deepEqual([rest.body.pointsTaken, await balance(phone)], [100, 75 - 500 - 125]);
});

test('late sales and retries at the same moment rate each later sale once', async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    const { phone, member: who } = await member(`race-${turn}`);
    await sold(who, `race-${turn}-9`, 10_000, 1);
    const answers = await atOnce(9, (n) => sold(who, `race-${turn}-${n % 3}`, 20_000, 4 - (n % 3)));
    assert.deepEqual(statuses(answers), { 200: 9 });
    // 200 + 200 + 200, then 100 at Silver.
    assert.equal(await balance(phone), 150 + 600 + 125);
  }
});

test('an exchange that waited while a late sale rated its purchase keeps the tier that this has now', async () => {
  const { phone, member: who } = await member('meets');
  const { body } = await sold(who, 'meets-2', 20_000, 1);
  const { store } = t.context;
  const held = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const over = store.transact(async (tx) => {
    await store.lockMember(tx, body.member.memberId);
    held.resolve();
    await end.promise;
  });
  await held.promise;
  const late = sold(who, 'meets-1', 50_000, 2);
  await untilWaiting(store.read, late, 1);
  const even = { exchange: { total: eur(20_000) } };
  const back = pos.return('meets-2', 'meets-3', even);
  await untilWaiting(store.read, back, 2);
  end.resolve();
  await over;
  const answers = await Promise.all([late, back]);
  assert.deepEqual(statuses(answers), { 200: 2 });
  assert.equal(await balance(phone), 150 + 500 + 250);
  const kept = await t.context.store.read
    .selectFrom('purchases')
    .select(['points', 'tier_id'])
    .where('id', '=', answers[1].body.exchange.purchaseId)
    .executeTakeFirst();
  assert.deepEqual({ ...kept }, { points: 250, tier_id: 'silver' });
});

test('a sale that earned nothing gets its first point with a lot of its own', async () => {
  const { phone, member: who } = await member('cents');
  await sold(who, 'c-2', 80, 1);
  assert.equal(await balance(phone), 150);
  await sold(who, 'c-1', 50_000, 2);
  assert.equal(await balance(phone), 150 + 500 + 1);
  assert.equal((await pos.return('c-2', 'c-2-back')).body.pointsTaken, 1);
});

test('points of a late sale expire as if it had been reported at once', async () => {
  const { phone, member: who } = await member('expiry');
  await sold(who, 'e-1', 1_000, 20);
  const { body } = await sold(who, 'e-2', 1_000, 0);
  assert.equal(body.points, 10);
  const [gift, late] = await t.context.store.read
    .selectFrom('lots')
    .innerJoin('member_numbers', 'member_numbers.member_id', 'lots.member_id')
    .select('lots.expires_at')
    .where('member_numbers.number', '=', who.number)
    .orderBy('lots.expires_at', 'desc')
    .execute();
  assert.equal((gift?.expires_at ?? 0) - (late?.expires_at ?? 0), 0, 'the gift and today’s sale');
  assert.equal((await wallet(phone)).expiring.points, 10);
});

/** Whether all of a member's sales of a year are read meanwhile. */
const readsTheYear = async (work: () => Promise<unknown>): Promise<boolean> =>
  [...(await statementsOf(async () => void (await work()))).keys()].some((sql) =>
    /^select [^;]* from "purchases" where purchases.member_id = \? and purchases.at > \?$/.test(
      sql,
    ),
  );

test('what is reported in its order does not read the sales of the year', onSqlite, async () => {
  const { member: who } = await member('year');
  await sold(who, 'y-1', 1_000, 9);
  const inOrder = [
    () => sold(who, 'y-2', 1_000, 8),
    () => pos.return('y-2', 'y-2-back', { returnedAt: at(7) }),
    () => sold(who, 'y-3', 1_000, 6),
    () => pos.return('y-1', 'y-1-back', { returnedAt: at(5) }),
  ];
  for (const report of inOrder) assert.equal(await readsTheYear(report), false);
  assert.equal(await readsTheYear(() => sold(who, 'y-late', 1_000, 7)), true);
});

test('a sale older than the program takes is refused, and one that is known is not', async () => {
  const { phone, member: who } = await member('too-late');
  await sold(who, 't-1', 1_000, 6);
  await loadProgram(t.context, { ...testProgram, lateSalesDays: 7 });
  t.clock.turn(2 * day);
  assert.equal((await sold(who, 't-1', 1_000, 8)).status, 200);
  const late = refusal(await sold(who, 't-2', 1_000, 7.001));
  assert.deepEqual([late.status, late.key], [422, 'time-past']);
  assert.match(late.message, /more than 7 days ago: too late to report it/);
  assert.equal((await sold(who, 't-3', 1_000, 7)).status, 200);
  assert.equal(await balance(phone), 170);
  await loadProgram(t.context, testProgram);
});
