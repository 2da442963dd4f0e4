import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Store } from '#server/storage/db/store.ts';

type Values = Readonly<Record<string, unknown>>;

/** Changes the database as somebody would who has its password, and knows its tables. */
export interface Tamperer {
  change(table: keyof Tables, where: Values, to: Values): Promise<void>;
  remove(table: keyof Tables, where: Values): Promise<void>;
  add(table: keyof Tables, row: Values): Promise<void>;
  /** Puts everything back as it was. */
  undo(): Promise<void>;
}

/** Takes away what keeps tables from being changed, for good. */
export async function forceOpen(db: Kysely<Tables>, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    if (isPostgres(db)) {
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
      continue;
    }
    for (const act of ['update', 'delete']) {
      await sql`drop trigger ${sql.ref(`${table}_no_${act}`)}`.execute(db);
    }
  }
}

export function tamperer(store: Store): Tamperer {
  const undone: ((db: Kysely<Tables>) => Promise<unknown>)[] = [];
  const act = (work: (db: Kysely<Tables>) => Promise<unknown>) =>
    store.transact(({ db }) => work(db)).then(() => {});
  return {
    change: (table, where, to) =>
      act(async (db) => {
        for (const before of await rowsOf(db, table, where)) {
          await update(db, table, before, to);
          const old = Object.fromEntries(Object.keys(to).map((key) => [key, before[key]]));
          undone.unshift((later) => update(later, table, { ...before, ...to }, old));
        }
      }),
    remove: (table, where) =>
      act(async (db) => {
        for (const row of await rowsOf(db, table, where)) {
          await sql`delete from ${sql.table(table)} where ${all(row)}`.execute(db);
          undone.unshift((later) => insert(later, table, row));
        }
      }),
    add: (table, row) =>
      act(async (db) => {
        await insert(db, table, row);
        undone.unshift((later) =>
          sql`delete from ${sql.table(table)} where ${all(row)}`.execute(later),
        );
      }),
    undo: () =>
      act(async (db) => {
        for (const step of undone.splice(0)) await step(db);
      }),
  };
}

/** @throws Error when there is none: the test would plant nothing */
async function rowsOf(db: Kysely<Tables>, table: string, where: Values) {
  const { rows } = await sql<Values>`
    select * from ${sql.table(table)} where ${all(where)}`.execute(db);
  if (rows.length === 0) throw new Error(`no row of ${table} to change`);
  return rows;
}

const update = (db: Kysely<Tables>, table: string, row: Values, to: Values) =>
  sql`update ${sql.table(table)} set ${sql.join(
    Object.entries(to).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
  )} where ${all(row)}`.execute(db);

const insert = (db: Kysely<Tables>, table: string, row: Values) =>
  sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((column) => sql.ref(column)))})
    ${isPostgres(db) ? sql`overriding system value` : sql``}
    values (${sql.join(Object.values(row))})`.execute(db);

const all = (row: Values) =>
  sql.join(
    Object.entries(row).map(([column, value]) =>
      value === null ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${value}`,
    ),
    sql` and `,
  );
