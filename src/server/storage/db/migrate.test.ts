import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openStore } from '#server/storage/engines/open.ts';
import { openTestStore } from '#server/tests/kit/database.ts';

test('a database of a build in which a step had not landed yet, and a higher one had, gets that step at the next start', async (t) => {
  const made = await openTestStore();
  t.after(() => made.close());
  await made.store.transact(async ({ db }) => {
    await sql`drop table merge_offers`.execute(db);
    await sql`delete from kysely_migration where name = '196-merge-offers'`.execute(db);
  });
  const { store } = await openStore(made.options);
  const offers = await store.read.selectFrom('merge_offers').selectAll().execute();
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration where name >= '196' order by name`.execute(store.read);
  await store.close();
  assert.deepEqual(offers, []);
  assert.equal(rows[0]?.name, '196-merge-offers');
});
