import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { fillOn, startMove } from '#server/storage/backup/fill-by-copy.ts';
import { finishMove } from '#server/storage/backup/move-to-postgres.ts';
import type { Store } from '#server/storage/db/store.ts';
import { openFilling } from '#server/storage/engines/filling-connection.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import {
  counted,
  happen,
  kept,
  keptShop,
  turnsAddUp,
} from '#server/tests/segments/shop-of-segments.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { backupCommands } from './admin-backup.ts';
import { restoreCommands } from './admin-restore.ts';

let places: string;
before(async () => {
  places = await mkdtemp(join(tmpdir(), 'tillpass-segments-'));
});
after(() => rm(places, { recursive: true, force: true }));

const aPlace = (name: string) => mkdtemp(join(places, `${name}-`));
const quiet = { log: { warn: () => {} }, randomBytes: (length: number) => new Uint8Array(length) };

test('a shop that was restored counts its segments as before, on either database', async () => {
  const shop = await keptShop();
  const { t } = shop;
  for (let n = 0; n < 15; n += 1) await happen(shop);
  await kept(t);
  const before = await counted(t);
  const sqlite = await openStore({ ...quiet, dataDir: await aPlace('sqlite') });
  const home = await openTestStore();
  let from: Context = t.context;
  for (const store of [sqlite, home]) {
    const file = join(await aPlace('copy'), 'shop.sqlite');
    await backupCommands.backup(from, [file]);
    const context = testContext({ ...store, now: t.clock.now, secrets: t.context.secrets });
    await restoreCommands.restore(context, [file]);
    await turnsAddUp({ context });
    assert.deepEqual(await counted({ context }), before);
    from = context;
  }
  await sqlite.store.close();
  await home.close();
  await t.close();
});

test('a shop that moves while members come into segments and leave them counts each once', {
  skip: testDatabaseUrl === undefined && 'it moves to PostgreSQL',
}, async () => {
  const dataDir = await aPlace('moving');
  const span = (name: string, until: number) => ({
    segment_key: 'k',
    member_id: name,
    from_at: 1_000,
    until_at: until,
  });
  const write = async (act: (store: Store) => Promise<unknown>) => {
    const { store } = await openStore({ ...quiet, dataDir });
    await act(store);
    await store.close();
    const copy = join(await aPlace('file'), 'shop.sqlite');
    await cp(sqlitePath(dataDir), copy);
    return copy;
  };
  const first = await write((store) =>
    store.transact(({ db }) =>
      db
        .insertInto('segment_spans')
        .values(['stays', 'leaves', 'changes'].map((name) => span(name, 9_000)))
        .execute(),
    ),
  );
  const second = await write((store) =>
    store.transact(async ({ db }) => {
      await db.deleteFrom('segment_spans').where('member_id', '=', 'leaves').execute();
      await db
        .updateTable('segment_spans')
        .set({ until_at: 5_000 })
        .where('member_id', '=', 'changes')
        .execute();
      await db.insertInto('segment_spans').values(span('comes', 9_000)).execute();
    }),
  );
  const to = await openTestStore();
  const copy = new DatabaseSync(first, { readOnly: true });
  const filling = await openFilling(to.options.databaseUrl ?? '');
  const filled = await fillOn(filling, copy, await startMove(filling, copy, 'first'));
  await filling.close();
  copy.close();
  const file = new DatabaseSync(second);
  file.prepare('attach ? as earlier').run(first);
  await finishMove(to.store, file, filled, () => {});
  file.close();
  const turns = await to.store.read
    .selectFrom('segment_turns')
    .select(['at', ({ fn }) => fn.sum<number>('members').as('members')])
    .where('segment_key', '=', 'k')
    .groupBy('at')
    .orderBy('at')
    .execute();
  assert.deepEqual(
    turns.map(({ at, members }) => [at, Number(members)]),
    [
      [1_000, 3],
      [5_000, -1],
      [9_000, -2],
    ],
  );
  await to.close();
});
