import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program, Tier } from '#domain/program/program.ts';
import type { Segment } from '#domain/segments/segment.ts';
import { changeMember } from '#server/storage/people/members.ts';
import { keysIn } from '#server/storage/segments/segment-spans.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { randomFrom } from '#server/tests/kit/model/history.ts';
import { timesRun } from '#server/tests/kit/plans.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { verifyKept } from '#server/usecases/books/verify-kept.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { sumNextDay } from '#server/usecases/points/sum-days.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { keepSegments } from '#server/usecases/segments/keep-segments.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import {
  askedOneByOne,
  counted,
  day,
  happen,
  joined,
  kept,
  keptShop,
  program,
  type Shop,
  segments,
  turnsAddUp,
} from './shop-of-segments.ts';

const rules = {
  'the spend of twelve months': program,
  'a rule of points by the year': {
    ...program,
    tierRule: { by: 'points', period: 'calendar-year', months: 12 },
    tiers: program.tiers.map((tier, rung) => ({ ...tier, fromMinor: rung * 500 })),
  },
} as unknown as Record<string, Program>;

for (const [said, own] of Object.entries(rules))
  test(`a count is the number of members of whom the predicate is true, with ${said}`, async () => {
    const t = await startTillpass({ program: own });
    const random = randomFrom(85);
    const shop: Shop = { t, random, members: [], sold: [] };
    for (const n of [1, 2, 3, 4, 5, 6])
      shop.members.push(await joined(t, `first-${n}@example.com`));
    assert.equal((await counted(t)).how, 'read', 'nobody has looked at all yet');
    await kept(t);
    t.clock.turn(601_000);
    await kept(t);
    for (let turn = 0; turn < 10; turn += 1) {
      for (let n = random(5); n > 0; n -= 1) await happen(shop);
      const before = { how: 'kept', members: await askedOneByOne(t) };
      assert.deepEqual(await counted(t), before, `${turn}: who has just changed is asked`);
      if (random(3) > 0) await kept(t);
      assert.deepEqual(await counted(t), before, `${turn}: what is kept`);
      t.clock.turn([61_000, 3_600_000, day, 5 * day, 31 * day][random(5)] as number);
      const later = { how: 'kept', members: await askedOneByOne(t) };
      assert.deepEqual(await counted(t), later, `${turn}: time passes and nobody looks`);
      while ((await expireDue(t.context)) > 0) {}
    }
    await turnsAddUp(t);
    await t.close();
  });

test('two processes that keep them at once write what one would, whatever happens meanwhile', async () => {
  const shop = await keptShop();
  const { t } = shop;
  for (let turn = 0; turn < 6; turn += 1) {
    for (let n = 0; n < 4; n += 1)
      await Promise.all([happen(shop), keepSegments(t.context), keepSegments(t.context)]);
    await Promise.all([kept(t), kept(t)]);
    assert.deepEqual(await counted(t), { how: 'kept', members: await askedOneByOne(t) });
    await turnsAddUp(t);
    t.clock.turn(day);
  }
  await t.close();
});

test('another wording is read member by member until all were looked at, and a name makes no difference', async () => {
  const { t } = await keptShop();
  const [first, ...others] = segments as [Segment, ...Segment[]];
  const renamed = { ...program, segments: [{ ...first, name: { en: 'Other' } }, ...others] };
  await loadProgram(t.context, renamed);
  assert.equal((await counted(t)).how, 'kept');
  const since = { kind: 'bought', times: 1 } as const;
  await loadProgram(t.context, { ...program, segments: [{ ...first, all: [since] }, ...others] });
  const all = { how: 'read,kept', members: (await counted(t)).members };
  assert.deepEqual(await counted(t), all);
  await kept(t);
  t.clock.turn(601_000);
  await kept(t);
  assert.deepEqual(await counted(t), { how: 'kept', members: all.members });
  // Nothing is left of the wording before.
  const keys = await t.context.store.read
    .selectFrom('segment_spans')
    .select('segment_key')
    .distinct()
    .execute();
  const sweeps = await t.context.store.read.selectFrom('segment_sweeps').selectAll().execute();
  assert.equal(sweeps.length, segments.length);
  const turns = await keysIn(t.context.store.read, 'segment_turns');
  const left = [...keys.map((row) => row.segment_key), ...turns];
  assert.ok(left.every((key) => sweeps.some((one) => one.segment_key === key)));
  await t.close();
});

test('of members who are looked at again, and are where they were, nothing is written', {
  skip: testDatabaseUrl !== undefined && 'statements are noted of SQLite',
}, async () => {
  const { t } = await keptShop();
  const written = /^(insert into|delete from) "segment_spans"/;
  const lookAgain = () =>
    t.context.store.transact(({ db }) =>
      db.updateTable('member_news').set({ look_at: 0 }).execute(),
    );
  await lookAgain();
  assert.equal(await timesRun(written, () => kept(t)), 0);
  await t.context.store.transact(({ db }) =>
    db.updateTable('segment_spans').set({ until_at: 1 }).where('from_at', '<=', 1).execute(),
  );
  await lookAgain();
  await kept(t);
  assert.deepEqual(await counted(t), { how: 'kept', members: await askedOneByOne(t) });
  await turnsAddUp(t);
  await t.close();
});

test('verify finds a member who is kept in a segment and is not in it, and a day that does not add up', async () => {
  const { t, members } = await keptShop();
  const id = members[0]?.id ?? '';
  const { at } = await readWork(t.context);
  await t.context.store.transact(({ db }) =>
    db.deleteFrom('segment_spans').where('member_id', '=', id).execute(),
  );
  const [found, ...others] = await verifyKept(t.context);
  assert.deepEqual([found?.memberId, found?.about], [id, 'segment']);
  assert.match(found?.detail ?? '', /^kept as not in segment/);
  assert.ok(others.every(({ memberId }) => memberId === id));
  await transact(t.context, (work) => changeMember(work, id, { language: 'en' }));
  assert.deepEqual(await verifyKept(t.context), [], 'who waits to be looked at is not wrong');
  await kept(t);
  assert.deepEqual(await verifyKept(t.context), []);

  t.clock.turn(2 * day);
  while (await sumNextDay(t.context)) {}
  const change = (more: number) =>
    t.context.store.transact(({ db }) =>
      db
        .updateTable('point_days')
        .set((eb) => ({ issued: eb('issued', '+', more) }))
        .where('until_at', '>', at)
        .execute(),
    );
  await change(7);
  const days = (await verifyKept(t.context)).filter(({ about }) => about === 'day');
  assert.match(days[0]?.detail ?? '', /points issued: 607, should be 600/);
  await change(-7);
  await t.close();
});

test('a member whose rows cannot be read holds up nobody else, and is looked at again later', async () => {
  const shop = await keptShop();
  const { t, members } = shop;
  const [broken, other] = members as [Shop['members'][number], Shop['members'][number]];
  const line = { id: '1', minor: 1_000, categories: ['bread'] };
  for (const [place, { number }] of members.entries()) {
    const sale = { receiptNumber: `broken-${place}`, member: { number }, lines: [line] };
    const { status, text } = await posAt(t, 'main-1').purchase(sale);
    assert.equal(status, 200, text);
  }
  await kept(t);
  const categories = (to: string) =>
    t.context.store.transact(({ db }) =>
      db
        .updateTable('purchase_lines')
        .set({ categories: to })
        .where('member_id', '=', broken.id)
        .execute(),
    );
  const before = (await counted(t)).members;
  await categories('{');
  for (const { id } of [broken, other])
    await transact(t.context, (work) => changeMember(work, id, { language: 'ar' }));
  await kept(t);
  // The one is counted as before, the other as they are.
  assert.deepEqual(await counted(t), { how: 'kept', members: { ...before, arabic: 1 } });
  // A new wording is swept past them too.
  const young = { kind: 'joined', atLeastDays: 0 } as const;
  const [month, ...others] = segments as [Segment, ...Segment[]];
  await loadProgram(t.context, { ...program, segments: [{ ...month, all: [young] }, ...others] });
  await kept(t);
  t.clock.turn(601_000);
  await kept(t);
  const all = await counted(t);
  assert.deepEqual([all.how, all.members.month], ['kept', members.length - 1]);
  await categories('["bread"]');
  t.clock.turn(301_000);
  await kept(t);
  const mended = (await counted(t)).members;
  assert.deepEqual([mended.month, mended.arabic], [members.length, 2]);
  await t.close();
});

test('what a member bought is not read where the tier already rules a segment out', {
  skip: testDatabaseUrl !== undefined && 'statements are noted on SQLite alone',
}, async () => {
  const { t, members } = await keptShop();
  const id = members[0]?.id ?? '';
  const work = await readWork(t.context);
  const read = (tierId: string) =>
    timesRun(/from "purchases"/, async () => {
      const tier = program.tiers.find((one) => one.id === tierId) as Tier;
      const asked = { ids: ['bread', 'silver'], at: work.at, tier, spendable: 0 };
      const met = await segmentsOf(work, id, asked);
      assert.equal(met.has('silver'), tierId !== 'member');
    });
  assert.equal(await read('gold'), 0);
  assert.ok((await read('member')) > 0);
  await t.close();
});
