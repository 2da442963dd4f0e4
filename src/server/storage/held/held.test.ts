import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { aboutMembers } from './about-members.ts';
import { aside } from './aside.ts';
import type { Aside, HeldTable, Withheld } from './held.ts';
import { copiedTables, fieldOf, toldColumns } from './read-copy.ts';

const page = readFileSync(new URL('../../../../docs/privacy.md', import.meta.url), 'utf8');

let database: TestStore;
before(async () => {
  database = await openTestStore();
});
after(() => database.close());

test('every table and column of the database stands in the lists of what is held', {
  skip: testDatabaseUrl !== undefined && 'the tables are the same',
}, async () => {
  const { rows } = await sql<{ table: string; column: string; key: number }>`
    select tables.name as "table", columns.name as "column", columns.pk as key
    from sqlite_master as tables, pragma_table_info(tables.name) as columns
    where tables.type = 'table' and tables.name not like 'sqlite%'
      and tables.name not like 'kysely%'`.execute(database.store.read);
  const there = Map.groupBy(rows, ({ table }) => table);
  const listed = [...copiedTables, ...Object.keys(aside)];
  assert.deepEqual([...there.keys()].toSorted(), listed.toSorted());
  for (const table of copiedTables) {
    const { by, order, columns }: HeldTable = aboutMembers[table];
    const real = there.get(table) ?? [];
    const names = real.map(({ column }) => column);
    assert.deepEqual(Object.keys(columns).toSorted(), names.toSorted(), table);
    // Otherwise two rows would be told as one, or a table be read to its end for each page.
    const key = real.filter((column) => column.key > 0).map(({ column }) => column);
    const isUnique = key.every((column) => [by, ...order].includes(column));
    assert.ok(isUnique || order.join() === 'return_id', `${table}: ${key}`);
  }
});

test('docs/privacy.md says of every table what it holds, and what a copy has of it', () => {
  for (const table of copiedTables) {
    const row = rowOf(table, aboutMembers[table]);
    assert.ok(page.includes(row), `put this line there:\n${row}`);
  }
  for (const [table, held] of Object.entries<Aside>(aside)) {
    const erasing = held.why === null ? '' : held.erasing;
    const row = `| \`${table}\` | ${held.holds} | ${held.why ?? 'about no member'} | ${erasing} |`;
    assert.ok(page.includes(row), `put this line there:\n${row}`);
  }
  const rows = [...page.matchAll(/^\| `[a-z_]+` \|/gm)];
  assert.equal(rows.length, copiedTables.length + Object.keys(aside).length);
});

function rowOf(table: string, held: HeldTable): string {
  const withheld = (as: Withheld) => {
    const named = Object.keys(held.columns).filter((column) => held.columns[column] === as);
    return named.length === 0 ? '' : named.map((column) => `\`${column}\``).join(', ');
  };
  const fields = toldColumns(held).map(([column]) => fieldOf(column));
  return `| \`${table}\` | ${held.holds} | ${fields.join(', ')} | ${withheld('secret')} | ${withheld('inner')} | ${held.erasing} |`;
}
