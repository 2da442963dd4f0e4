import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { openFilling } from '#server/storage/engines/filling-connection.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { compareLedger } from './compare-ledger.ts';
import { fillOn, startMove } from './fill-by-copy.ts';
import { OtherLedger, OtherRows, OtherTables } from './filling.ts';
import { goOn, isFilled, moveStateOf } from './move-state.ts';
import { catchUp } from './move-to-postgres.ts';
import { copyDatabase } from './sqlite-backup.ts';

/** What a form of text with separators could take for something else. */
const names = [
  ...['', 'Ada "the first"', '"', '""', 'a,b', ',', 'two\nlines', 'two\r\nlines', 'a\ttab'],
  ...['\\.', '\\N', '\n\\.\n', 'C:\\n', ' spaces ', 'نور', '😀', null],
];

/** At the test and not at its group, of which nobody would say that it was left out. */
const skip = !testDatabaseUrl && 'it needs both';

describe('PostgreSQL filled from a file', () => {
  let [from, to]: TestStore[] = [];
  before(async () => {
    if (skip) return;
    [from, to] = [await openTestStore('sqlite'), await openTestStore()];
  });
  after(async () => {
    await from?.close();
    await to?.close();
  });

  test('has every row to the letter, is followed, and has the keys and indexes of a database that was never filled; one of another version is refused', {
    skip,
  }, async (t) => {
    assert.ok(from && to);
    await from.store.transact(async ({ db }) => {
      for (const [n, name] of names.entries()) {
        await sql`insert into members (id, number, address, first_name, language, joined_at, balance, debt, last_seq)
          values (${`m${n}`}, ${`n${n}`}, ${`${n}@shop.example`}, ${name}, 'en', ${n}, 10, 0, 1)`.execute(
          db,
        );
        await addEntry(db, n, 1);
        await addWords(db, n, ['first', 'second', 'third']);
        await sql`insert into events (id, kind, at, data, written_by) values (${`e${n}`}, 'told', ${n}, '{}', ${n % 3})`.execute(
          db,
        );
      }
    });
    const first = copyOf(from, 'first');
    const filling = await openFilling(to.options.databaseUrl ?? '');
    t.after(() => filling.close());
    // So few at once that a table takes several transactions.
    const connection = { ...filling, rowsAtOnce: 5 };
    const begun = await startMove(connection, first, 'first');
    const filled = await fillOn(connection, first, begun);
    assert.ok(isFilled(filled));
    assertUnchanged(await rowsOf(from.store), await rowsOf(to.store));
    assert.deepEqual(await placesOf(to.store), [0, 1, 2]);

    await from.store.transact(async ({ db }) => {
      // A number goes from one member to another; rows go, come and change.
      await sql`delete from lots where member_id in ('m3', 'm5')`.execute(db);
      await sql`update members set first_name = 'changed', last_seq = 2 where id = 'm7'`.execute(
        db,
      );
      await addEntry(db, 7, 2);
      await sql`update members set number = 'free' where id = 'm1'`.execute(db);
      await sql`update members set number = 'n1' where id = 'm2'`.execute(db);
      // Of a table that is all key fewer rows go than come.
      await sql`delete from member_words where member_id = 'm3'`.execute(db);
      await addWords(db, 7, ['fourth', 'fifth', 'sixth', 'seventh']);
      await sql`insert into membership_looks (member_id, tier_id) values ('m7', 'gold')`.execute(
        db,
      );
    });
    const second = copyOf(from, 'second');
    second.prepare('attach ? as earlier').run(pathOf(from, 'first'));
    await oneLost(to.store, (store) =>
      assert.rejects(catchUp(store, second, filled, 'second'), OtherRows),
    );
    await catchUp(to.store, second, filled, 'second');
    assertUnchanged(await rowsOf(from.store), await rowsOf(to.store));

    const fresh = await openTestStore();
    assert.deepEqual(await rulesOf(to.store), await rulesOf(fresh.store));
    await fresh.close();

    await to.store.transact(({ db }) => sql`update lots set remaining = 9`.execute(db));
    await filling.transact((one) => compareLedger(one, second));
    await assert.rejects(
      filling.transact((one) => compareLedger(one, first)),
      OtherLedger,
    );

    // One that another version began is known by its copy, to be given up, and nobody goes on with it.
    const state = await moveStateOf(to.store);
    assert.equal(state?.copy, 'second');
    await to.store.transact(({ db }) => sql`alter table unfinished_move drop later`.execute(db));
    assert.equal((await moveStateOf(to.store))?.copy, 'second');
    await assert.rejects(
      filling.transact((one) => goOn(one, state, state)),
      OtherTables,
    );
    for (const file of [second, first]) file.close();
  });
});

const pathOf = ({ options }: TestStore, copy: string): string =>
  join(dirname(sqlitePath(options.dataDir)), copy);

function copyOf(store: TestStore, name: string): DatabaseSync {
  copyDatabase(sqlitePath(store.options.dataDir), pathOf(store, name));
  return new DatabaseSync(pathOf(store, name), { readOnly: true });
}

async function addEntry(db: Tx['db'], member: number, seq: number) {
  await sql`insert into ledger_entries (member_id, seq, kind, points, draws, cause, balance_after, at, details, program_version)
    values (${`m${member}`}, ${seq}, 'accrual', 10, '[]', ${`adjustment:${seq}`}, ${10 * seq}, ${seq}, '{"note":"a \\"word\\", and another"}', 1)`.execute(
    db,
  );
  await sql`insert into lots (member_id, id, remaining, expires_at, untold, notice_step, look_at)
    values (${`m${member}`}, ${`adjustment:${seq}`}, 10, 1, 0, 0, null)`.execute(db);
}

async function addWords(db: Tx['db'], member: number, words: readonly string[]) {
  for (const word of words)
    await sql`insert into member_words (member_id, word) values (${`m${member}`}, ${word})`.execute(
      db,
    );
}

/** PostgreSQL without a row that it should have, which neither copy tells of, for as long as `act` takes. */
async function oneLost(store: Store, act: (store: Store) => Promise<void>) {
  const lost = sql`delete from member_words where member_id = 'm0' and word = 'first'`;
  await store.transact(({ db }) => lost.execute(db));
  await act(store);
  await store.transact(({ db }) => addWords(db, 0, ['first']));
}

/** What PostgreSQL's transactions count for themselves is no part of a shop. */
const rowsOf = async ({ read }: Store) =>
  (await dump(read)).replaceAll(/"written_by":\d+/g, '"written_by":0');

/** In PostgreSQL's order of events each has a transaction, and no later one than those after it. */
async function placesOf({ read }: Store): Promise<readonly number[]> {
  const { rows } = await sql<{ written_by: number }>`
    select written_by from events order by seq`.execute(read);
  const places = rows.map((row) => row.written_by);
  assert.deepEqual(places, places.toSorted());
  return [...new Set(places)];
}

/** All that PostgreSQL knows of the tables beside their rows. */
async function rulesOf({ read }: Store): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select t.relname, c.conname as name, pg_get_constraintdef(c.oid) as made, c.convalidated as is_sure
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where c.connamespace = current_schema()::regnamespace and t.relname <> 'unfinished_move'
    union all
    select t.relname, x.relname, pg_get_indexdef(x.oid), i.indisvalid
      from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      where x.relnamespace = current_schema()::regnamespace
    union all
    select t.relname, a.attname, format_type(a.atttypid, a.atttypmod) || a.attidentity::text, a.attnotnull
      from pg_attribute a join pg_class t on t.oid = a.attrelid
      where t.relnamespace = current_schema()::regnamespace and t.relkind = 'r' and a.attnum > 0
        and t.relname <> 'unfinished_move'
    union all
    select t.relname, g.tgname, pg_get_triggerdef(g.oid), true
      from pg_trigger g join pg_class t on t.oid = g.tgrelid
      where not g.tgisinternal and t.relnamespace = current_schema()::regnamespace
    order by 1, 2, 3`.execute(read);
  assert.ok(rows.length > 500);
  return rows;
}
