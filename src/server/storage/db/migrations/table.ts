import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';

/** Text, or whole numbers (milliseconds, minor units, points, counts); `?` where null is allowed. */
type ColumnKind = 'text' | 'text?' | 'whole' | 'whole?';

interface TableShape {
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly key: readonly string[];
  /** The name and SQL of each rule that a row must keep. */
  readonly checks?: Readonly<Record<string, string>>;
  /** Its member_id must be a member's. No key ever goes across members, so that tables can be on several machines. */
  readonly ofMember?: true;
  /** SQLite keeps the rows in the key's own tree: half the room for rows that are little more than their key. */
  readonly inKey?: true;
}

/** Makes a table in the same way on both databases. */
export async function createTable(
  db: Kysely<unknown>,
  name: string,
  shape: TableShape,
): Promise<void> {
  const types = typesOf(db);
  let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [column, kind] of Object.entries(shape.columns)) {
    const type = kind.startsWith('whole') ? types.whole : types.text;
    table = table.addColumn(column, type, (c) => (kind.endsWith('?') ? c : c.notNull()));
  }
  // Kysely's type wants at least one name; a table without a key would be a mistake in the shape.
  table = table.addPrimaryKeyConstraint(`${name}_key`, shape.key as [string, ...string[]]);
  for (const [rule, text] of Object.entries(shape.checks ?? {})) {
    table = table.addCheckConstraint(`${name}_${rule}`, sql.raw(text));
  }
  if (shape.ofMember) {
    table = table.addForeignKeyConstraint(`${name}_member`, ['member_id'], 'members', ['id']);
  }
  // STRICT, because otherwise SQLite stores any text in a column of numbers.
  await (isPostgres(db)
    ? table
    : table.modifyEnd(shape.inKey ? sql`strict, without rowid` : sql`strict`)
  ).execute();
}

/** Adds a column to a table with rows. If it may not be null, the SQL value for existing rows is needed. */
export async function addColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
  kind: ColumnKind,
  forOldRows?: string,
): Promise<void> {
  const types = typesOf(db);
  const type = kind.startsWith('whole') ? types.whole : types.text;
  await db.schema
    .alterTable(table)
    .addColumn(column, type, (c) => {
      const whole = kind.endsWith('?') ? c : c.notNull();
      return forOldRows === undefined ? whole : whole.defaultTo(sql.raw(forOldRows));
    })
    .execute();
}

/** An index over one column, or several from the left. */
export async function createIndex(
  db: Kysely<unknown>,
  table: string,
  ...columns: readonly string[]
): Promise<void> {
  const name = `${table}_by_${columns.join('_')}`;
  await db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns])
    .execute();
}

/** The rows of the table can never be changed or deleted: the database itself refuses. */
export async function makeImmutable(db: Kysely<unknown>, table: string): Promise<void> {
  if (isPostgres(db)) {
    await sql`create or replace function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception '% is immutable', tg_table_name; end $$`.execute(db);
    await sql`create trigger ${sql.ref(`${table}_immutable`)} before update or delete
      on ${sql.table(table)} for each row execute function refuse_change()`.execute(db);
    await sql`create trigger ${sql.ref(`${table}_kept`)} before truncate
      on ${sql.table(table)} for each statement execute function refuse_change()`.execute(db);
    return;
  }
  for (const change of ['update', 'delete']) {
    await sql`create trigger ${sql.ref(`${table}_no_${change}`)} before ${sql.raw(change)}
      on ${sql.table(table)} begin
        select raise(abort, ${sql.lit(`${table} is immutable`)});
      end`.execute(db);
  }
}

/** A check that the column holds one of the words. */
export const oneOf = (column: string, words: readonly string[]): string =>
  `${column} in (${words.map((word) => `'${word}'`).join(', ')})`;

// Collation C: texts compare as bytes, the same on every machine and faster than by a language's rules.
const typesOf = (db: Kysely<unknown>): { text: RawBuilder<string>; whole: RawBuilder<number> } =>
  isPostgres(db)
    ? { text: sql`text collate "C"`, whole: sql`bigint` }
    : { text: sql`text`, whole: sql`integer` };
