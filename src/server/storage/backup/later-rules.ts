import { type RawBuilder, sql } from 'kysely';
import type { Filling } from '#server/storage/db/store.ts';
import { type FileTable, quoted } from './file-tables.ts';

/** What PostgreSQL keeps of a table beside its rows: keys, foreign keys and indexes. */
interface Rule {
  readonly table: string;
  readonly name: string;
  /** `f`: it looks at another table, so all keys must be there. `i`: an index that no constraint has. */
  readonly kind: 'p' | 'u' | 'f' | 'i';
  /** How PostgreSQL itself would make it. */
  readonly made: string;
}

/** Kept with each row these take most of the time of a filling; made once all rows are there, a fraction of it. */
export async function takeOff(
  { db }: Pick<Filling, 'db'>,
  tables: readonly FileTable[],
  rowsOf: (table: string) => number,
): Promise<readonly string[]> {
  const names = new Set(tables.map(({ name }) => name));
  const { rows } = await rules.execute(db);
  const ours = rows.filter(({ table }) => names.has(table));
  const first = ours.filter(({ kind }) => kind === 'f');
  const then = ours.filter(({ kind }) => kind !== 'f');
  for (const statements of [first, then].map((some) => some.map(taken)))
    if (statements.length > 0) await sql.raw(statements.join(';\n')).execute(db);
  return [...together(then, rowsOf), ...together(first, rowsOf)];
}

const rules: RawBuilder<Rule> = sql<Rule>`
  select t.relname as "table", c.conname as name, c.contype as kind, pg_get_constraintdef(c.oid) as made
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where c.connamespace = current_schema()::regnamespace and c.contype in ('p', 'u', 'f')
  union all
  select t.relname, x.relname, 'i', pg_get_indexdef(x.oid)
    from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    where x.relnamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_constraint c where c.conindid = x.oid and c.contype <> 'f')
  order by 1, 3, 2`;

const taken = ({ table, name, kind }: Rule): string =>
  kind === 'i'
    ? `drop index ${quoted(name)}`
    : `alter table ${quoted(table)} drop constraint ${quoted(name)}`;

const put = ({ table, name, kind, made }: Rule): string =>
  kind === 'i' ? made : `alter table ${quoted(table)} add constraint ${quoted(name)} ${made}`;

/** A table with so many rows is worth a transaction of its own; all smaller ones are one. */
const manyRows = 10_000;

function together(some: readonly Rule[], rowsOf: (table: string) => number): readonly string[] {
  const byTable = Map.groupBy(some, ({ table }) => (rowsOf(table) < manyRows ? '' : table));
  return [...byTable.values()].map((each) => each.map(put).join(';\n'));
}

/** @param statements one of what `takeOff` gave */
export const putBack = async ({ db }: Pick<Filling, 'db'>, statements: string): Promise<void> => {
  await sql.raw(statements).execute(db);
};
