import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { up as makeTurns } from '#server/storage/db/migrations/growth/198-segment-turns.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { foldTurns } from '#server/storage/segments/segment-turns.ts';
import { verifyKept } from '#server/usecases/books/verify-kept.ts';
import { counted, day, happen, kept, keptShop, turnsAddUp } from './shop-of-segments.ts';

const span = { segment_key: 'k', member_id: 'a', from_at: 10, until_at: 20 };

test('the turns follow the spans, whoever writes them, and not what is taken back', async () => {
  const { t } = await keptShop();
  const { store } = t.context;
  const turns = () =>
    store.read
      .selectFrom('segment_turns')
      .select(['at', ({ fn }) => fn.sum<number>('members').as('members')])
      .where('segment_key', '=', 'k')
      .groupBy('at')
      .orderBy('at')
      .execute()
      .then((all) =>
        all.flatMap(({ at, members }) => (Number(members) === 0 ? [] : [[at, Number(members)]])),
      );
  const others = [
    { ...span, member_id: 'b' },
    { ...span, member_id: 'c', until_at: Number.MAX_SAFE_INTEGER },
  ];
  const write = (act: (tx: Tx) => Promise<unknown>) => store.transact(act);
  await write(({ db }) =>
    db
      .insertInto('segment_spans')
      .values([span, ...others])
      .execute(),
  );
  const all = [
    [10, 3],
    [20, -2],
  ];
  assert.deepEqual(await turns(), all);
  await assert.rejects(
    write(async ({ db }) => {
      await db.deleteFrom('segment_spans').where('segment_key', '=', 'k').execute();
      throw new Error('taken back');
    }),
    /taken back/,
  );
  assert.deepEqual(await turns(), all);
  await write(({ db }) =>
    db
      .updateTable('segment_spans')
      .set({ until_at: 30 })
      .where('segment_key', '=', 'k')
      .where('member_id', '=', 'a')
      .execute(),
  );
  const longer = [
    [10, 3],
    [20, -1],
    [30, -1],
  ];
  assert.deepEqual(await turns(), longer);
  // Two processes at once, each of its own members.
  await Promise.all(
    ['a', 'b'].map((id) =>
      write(({ db }) => db.deleteFrom('segment_spans').where('member_id', '=', id).execute()),
    ),
  );
  assert.deepEqual(await turns(), [[10, 1]]);
  await kept(t);
  assert.deepEqual(await turns(), [], 'nobody keeps a wording that no program has');
  await t.close();
});

test('turns of before become one row, and no count changes, also beside those who write', async () => {
  const shop = await keptShop();
  const { t } = shop;
  for (let turn = 0; turn < 5; turn += 1) {
    for (let n = 0; n < 5; n += 1) await happen(shop);
    await kept(t);
    t.clock.turn(day);
  }
  await kept(t);
  const before = await counted(t);
  const at = t.clock.now() - 601_000;
  const sweeps = await t.context.store.read.selectFrom('segment_sweeps').selectAll().execute();
  const folded = sweeps.map(({ segment_key: key }) =>
    t.context.store.transact((tx) => foldTurns(tx, { key, at })),
  );
  await Promise.all([...folded, happen(shop), kept(t)]);
  const old = await t.context.store.read
    .selectFrom('segment_turns')
    .select('segment_key')
    .where('at', '>', 0)
    .where('at', '<=', at - day)
    .execute();
  assert.deepEqual(old, []);
  await kept(t);
  await turnsAddUp(t);
  assert.equal((await counted(t)).how, before.how);
  await t.close();
});

test('the job folds turns once they are many, and leaves those of the last minutes', async () => {
  const { t } = await keptShop();
  const { store } = t.context;
  const [sweep] = await store.read.selectFrom('segment_sweeps').selectAll().execute();
  const key = sweep?.segment_key ?? '';
  const before = await counted(t);
  // As two hundred rounds of the job would have left them, each for a member who came into the segment and left it.
  await store.transact(({ db }) =>
    db
      .insertInto('segment_turns')
      .values(
        Array.from({ length: 400 }, (_, n) => ({
          segment_key: key,
          at: 1_000 + n,
          part: 7,
          members: n % 2 === 0 ? 1 : -1,
        })),
      )
      .execute(),
  );
  assert.deepEqual(await counted(t), before);
  const rows = async () =>
    (
      await store.read
        .selectFrom('segment_turns')
        .select('at')
        .where('segment_key', '=', key)
        .where('at', '<=', t.clock.now() - 601_000)
        .execute()
    ).length;
  assert.ok((await rows()) >= 400);
  await kept(t);
  assert.equal(await rows(), 0, 'they come to nothing, which has no row');
  assert.deepEqual(await counted(t), before);
  await t.close();
});

test('a shop of before is counted as it was, and verify finds turns that do not add up', async () => {
  const shop = await keptShop();
  const { t } = shop;
  const { store } = t.context;
  for (let n = 0; n < 12; n += 1) await happen(shop);
  await kept(t);
  const before = await counted(t);
  await store.transact(async ({ db }) => {
    // As it was before the step that makes them.
    for (const change of ['insert', 'update', 'delete'])
      await sql
        .raw(`drop trigger segment_spans_${change}${isPostgres(db) ? ' on segment_spans' : ''}`)
        .execute(db);
    if (isPostgres(db)) await sql`drop function add_segment_turns`.execute(db);
    await sql`drop table segment_turns`.execute(db);
    await makeTurns(db as unknown as Kysely<unknown>);
  });
  assert.deepEqual(await counted(t), before);
  await turnsAddUp(t);
  const change = (more: number) =>
    store.transact(({ db }) =>
      sql`update segment_turns set members = members + ${more}
        where (segment_key, at, part) in (select segment_key, at, part from segment_turns
          where at <= ${t.clock.now()} order by segment_key, at limit 1)`.execute(db),
    );
  await change(5);
  const found = await verifyKept(t.context);
  assert.deepEqual(
    found.map(({ memberId, about }) => [memberId, about]),
    [[null, 'segment']],
  );
  assert.match(found[0]?.detail ?? '', /^segment \w+ is counted as \d+, and \d+ are kept in it$/);
  await change(-5);
  assert.deepEqual(await verifyKept(t.context), []);
  await t.close();
});
