import { type Kysely, type QueryResult, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import { type AboutTable, aboutMembers } from './about-members.ts';
import { type HeldTable, type Subject, subjects, type Told, type Withheld } from './held.ts';

const tablesOf = (subject: Subject): AboutTable[] =>
  (Object.keys(aboutMembers) as AboutTable[]) // These are all keys that the object has.
    .filter((table) => aboutMembers[table].subject === subject);

/** Every table of a copy, in its order. */
export const copiedTables: readonly AboutTable[] = subjects.flatMap(tablesOf);

type Row = Readonly<Record<string, unknown>>;

const rowsAtOnce = 500;

/**
 * A member's rows of one table, as their copy tells them, some hundred at a time: so a long history needs no more memory
 * than a short one. Names of fields are those of columns, as JSON's usual names.
 */
export async function* copiedRows(
  db: Kysely<Tables>,
  table: AboutTable,
  memberId: string,
): AsyncGenerator<readonly Row[]> {
  const held: HeldTable = aboutMembers[table];
  const told = toldColumns(held);
  const order = sql.join(held.order.map((column) => sql.ref(column)));
  let after: readonly unknown[] | null = null;
  for (;;) {
    const from: RawBuilder<unknown> = after ? sql`and (${order}) > (${sql.join(after)})` : sql``;
    const { rows }: QueryResult<Row> = await sql<Row>`
      select * from ${sql.table(table)} where ${sql.ref(held.by)} = ${memberId} ${from}
      order by ${order} limit ${rowsAtOnce}`.execute(db);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => {
      const others = othersIn(held, row);
      const ownOf = (column: string) => (others.includes(column) ? null : row[column]);
      return Object.fromEntries(
        told.map(([column, how]) => [fieldOf(column), tell(ownOf(column), how)]),
      );
    });
    if (rows.length < rowsAtOnce) return;
    after = held.order.map((column) => last[column]);
  }
}

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
