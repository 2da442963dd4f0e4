import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { type AboutTable, aboutMembers } from './about-members.ts';
import { type HeldTable, type Subject, subjects, type Told, type Withheld } from './held.ts';

const tablesOf = (subject: Subject): AboutTable[] =>
  (Object.keys(aboutMembers) as AboutTable[]) // These are all keys that the object has.
    .filter((table) => aboutMembers[table].subject === subject);

/** Every table of a copy, in its order. */
export const copiedTables: readonly AboutTable[] = subjects.flatMap(tablesOf);

type Row = Readonly<Record<string, unknown>>;

/** Few, as all of them are in memory at once. */
const rowsAtOnce = 100;

/**
 * A member's rows of one table, as their copy tells them, some at a time: so a long history needs no more memory than a
 * short one. Names of fields are those of columns, as JSON's usual names.
 */
export async function* copiedRows(
  db: Kysely<Tables>,
  table: AboutTable,
  memberId: string,
): AsyncGenerator<readonly Row[]> {
  const held: HeldTable = aboutMembers[table];
  const told = toldColumns(held).map(([column, how]) => ({ column, how, field: fieldOf(column) }));
  const order = sql.join(held.order.map((column) => sql.ref(column)));
  const read = sql.join(columnsRead(held).map((column) => sql.ref(column)));
  let after: readonly unknown[] | null = null;
  for (;;) {
    const from: RawBuilder<unknown> = after ? sql`and (${order}) > (${sql.join(after)})` : sql``;
    const page: RawBuilder<Row> = sql<Row>`
      select ${read} from ${sql.table(table)} where ${sql.ref(held.by)} = ${memberId} ${from}
      order by ${order} limit ${rowsAtOnce}`;
    const rows: readonly Row[] = await readInOrder(db, page);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => {
      const others = othersIn(held, row);
      const says: Record<string, unknown> = {};
      for (const { column, how, field } of told)
        says[field] = tell(others.includes(column) ? null : row[column], how);
      return says;
    });
    if (rows.length < rowsAtOnce) return;
    after = held.order.map((column) => last[column]);
  }
}

/**
 * Reads a page along the index that orders it. PostgreSQL believes that a member has as many rows as most have: it would gather all
 * that are left of a long history and sort them, for each page anew.
 */
async function readInOrder(db: Kysely<Tables>, page: RawBuilder<Row>): Promise<readonly Row[]> {
  if (!isPostgres(db)) return (await page.execute(db)).rows;
  return db.transaction().execute(async (trx) => {
    await sql`set local enable_bitmapscan = off`.execute(trx);
    return (await page.execute(trx)).rows;
  });
}

/** What is told, what the rows are ordered by, and what says whether a row is about somebody else too. */
const columnsRead = (held: HeldTable): string[] => [
  ...new Set([
    ...toldColumns(held).map(([column]) => column),
    ...held.order,
    ...(held.another ? [held.another.names] : []),
  ]),
];

/** The columns of a row that tell of somebody else. */
const othersIn = ({ another }: HeldTable, row: Row): readonly string[] =>
  another && row[another.names] !== null ? another.columns : [];

const isTold = (entry: [string, Told | Withheld]): entry is [string, Told] =>
  entry[1] !== 'secret' && entry[1] !== 'inner';

/** The columns of a table that are in a copy, and how each is told. */
export const toldColumns = ({ columns }: HeldTable): [string, Told][] =>
  Object.entries(columns).filter(isTold);

/** The name of a column or table in JSON: `joined_at` is `joinedAt`. */
export const fieldOf = (column: string): string =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function tell(value: unknown, how: Told): unknown {
  if (value === null) return null;
  switch (how) {
    case 'plain':
      return value;
    case 'truth':
      return value === 1;
    case 'json':
      return JSON.parse(String(value));
    case 'instant':
      return new Date(Number(value)).toISOString();
  }
}
