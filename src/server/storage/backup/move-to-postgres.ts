import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { cameOrChanged, gone, keyOf } from './difference.ts';
import { orderForPostgres } from './events-in-order.ts';
import { type FileTable, listed, quoted, stepsOf, tablesOf } from './file-tables.ts';
import { demandEmpty, eventOf, numberEventsOn } from './fill-postgres.ts';
import { demandSame, OtherTables } from './filling.ts';
import { deleteRows, insertOrChange, insertRows, typesOf } from './insert-rows.ts';
import { hashLedgerIn, type LedgerHash } from './ledger-hash.ts';
import { beginMove, endMove, goOn, type MoveState } from './move-state.ts';
import { hashOf, type Row, rowsAtOnce } from './postgres-rows.ts';

type Keyed = FileTable & { readonly key: readonly string[] };

const keyedIn = (file: DatabaseSync): readonly Keyed[] =>
  tablesOf(file).map((table) => ({
    name: table.name,
    columns: table.columns,
    key: keyOf(file, table),
  }));

/**
 * Asks before anything is copied whether a move may begin.
 * @throws NotEmpty, OtherTables
 */
export const demandRoom = (store: Store, file: DatabaseSync): Promise<void> =>
  store.transact(async (tx) => {
    await demandSameSteps(tx, file);
    await demandEmpty(tx);
  });

/**
 * Begins to fill an empty PostgreSQL database, in which nobody can start a server from then on until `finishMove`.
 * @param copy how the file is found again
 * @throws NotEmpty, OtherTables
 */
export async function startMove(
  store: Store,
  file: DatabaseSync,
  copy: string,
): Promise<MoveState> {
  const tables = tablesOf(file);
  const state = { copy, table: tables[0]?.name ?? null, filled: 0 };
  await store.transact(async (tx) => {
    await demandSameSteps(tx, file);
    await demandEmpty(tx);
    // The steps of the tables put some rows there, and so they did in the file.
    for (const { name } of tables.toReversed())
      await sql.raw(`delete from ${quoted(name)}`).execute(tx.db);
    await beginMove(tx, state);
  });
  return state;
}

/**
 * Goes on filling from where it ended, however it ended: a portion's rows and how far it has come are one transaction.
 * @param file the copy that the state names, which nobody changes
 * @throws MovedElsewhere, OtherTables
 */
export async function fillOn(
  store: Store,
  file: DatabaseSync,
  from: MoveState,
): Promise<MoveState> {
  const tables = keyedIn(file);
  let state = from;
  await store.transact((tx) => demandSameSteps(tx, file));
  for (const [at, table] of tables.entries()) {
    if (table.name !== state.table) continue;
    for (const rows of portionsFrom(file, table, state.filled)) {
      const was = state;
      const is = { copy: was.copy, table: was.table, filled: was.filled + rows.length };
      await store.transact(async (tx) => {
        await goOn(tx, was, is);
        await insertRows(tx, table, await typesOf(tx, table), rows);
      }, 'at length');
      state = is;
    }
    const was = state;
    const is = { copy: was.copy, table: tables[at + 1]?.name ?? null, filled: 0 };
    await store.transact((tx) => goOn(tx, was, is));
    state = is;
  }
  // Else what follows is planned as for empty tables.
  await sql`analyze`.execute(store.read);
  return state;
}

/** An upgrade of the one or the other meanwhile is no move any more. */
async function demandSameSteps(
  { db }: Tx,
  file: DatabaseSync,
  of: 'main' | 'earlier' = 'main',
): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const steps = rows.map(({ name }) => name).sort();
  const inFile = stepsOf(file, of).toSorted();
  if (JSON.stringify(steps) !== JSON.stringify(inFile)) throw new OtherTables();
}

function* portionsFrom(
  file: DatabaseSync,
  { name, columns, key }: Keyed,
  filled: number,
): Generator<readonly Row[]> {
  const place = name === 'events' ? orderForPostgres(highestBefore(file, filled)) : null;
  const rows = file
    .prepare(
      `select ${listed(columns)} from ${quoted(name)} order by ${listed(key)} limit -1 offset ?`,
    )
    .iterate(filled);
  let portion: Row[] = [];
  for (const row of rows as Iterable<Row>) {
    portion.push(place ? { ...row, ...place(eventOf(row)) } : row);
    if (portion.length < rowsAtOnce) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

/** The highest transaction of the first so many events. */
function highestBefore(file: DatabaseSync, count: number): number {
  const row = file
    .prepare(
      'select max(written_by) as last from (select written_by from events order by seq limit ?)',
    )
    .get(count);
  return Number(row?.last ?? 0);
}

/**
 * Brings PostgreSQL from one copy, all of which is there, to a later one, in one transaction.
 * @param file the later copy, with the earlier one attached as `earlier`
 * @throws MovedElsewhere, OtherTables
 */
export async function catchUp(
  store: Store,
  file: DatabaseSync,
  was: MoveState,
  copy: string,
): Promise<MoveState> {
  const is = { copy, table: null, filled: 0 };
  await store.transact(async (tx) => {
    await goOn(tx, was, is);
    await apply(tx, file);
  }, 'at length');
  return is;
}

/**
 * Brings PostgreSQL to what the file has, compares both ledgers, and ends the move, in one transaction.
 * @param file the shop's own, which nobody else has open, with the last copy attached as `earlier`
 * @param leave is called right before the commit: from then on nobody may sell from the file
 * @throws MovedElsewhere, OtherLedger, OtherTables
 */
export async function finishMove(
  store: Store,
  file: DatabaseSync,
  was: MoveState,
  leave: () => void,
): Promise<LedgerHash> {
  const wanted = hashLedgerIn(file);
  await store.transact(async (tx) => {
    await goOn(tx, was, was);
    await apply(tx, file);
    await numberEventsOn(tx);
    demandSame(await hashOf(tx.db), wanted);
    await endMove(tx);
    leave();
  }, 'at length');
  return wanted;
}

/** Members come first and go last, as other rows point at them. */
async function apply(tx: Tx, file: DatabaseSync): Promise<void> {
  // SQLite may search for longer than a connection may stand still in a transaction.
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx.db);
  await demandSameSteps(tx, file);
  // The copy is compared with the file, column by column, and an upgrade leaves it as it was.
  await demandSameSteps(tx, file, 'earlier');
  const tables = keyedIn(file);
  const guarded = guardedIn(file);
  for (const table of tables) {
    // A row that goes or changes leaves before others come, which may have its code or name. What may not be deleted, or
    // is pointed at, is changed in its place.
    const changes = guarded.has(table.name);
    const place = table.name === 'events' ? orderForPostgres(await highestIn(tx)) : null;
    const leaving = [
      ...(table.name === 'members' ? [] : [gone(file, table, table.key)]),
      ...(changes ? [] : [cameOrChanged(file, table, table.key)]),
    ];
    for (const all of leaving)
      for (const rows of inPortions(all))
        await deleteRows(tx, table, await typesOf(tx, table), rows);
    for (const found of inPortions(cameOrChanged(file, table, table.key))) {
      const rows = place ? found.map((row) => ({ ...row, ...place(eventOf(row)) })) : found;
      await (changes ? insertOrChange : insertRows)(tx, table, await typesOf(tx, table), rows);
    }
  }
  const members = tables.find(({ name }) => name === 'members');
  if (!members) return;
  for (const rows of inPortions(gone(file, members, members.key)))
    await deleteRows(tx, members, await typesOf(tx, members), rows);
}

/** What the database itself keeps from being changed or deleted, and the members, whom other rows point at. */
const guardedIn = (file: DatabaseSync): ReadonlySet<string> =>
  new Set([
    'members',
    ...file
      .prepare(`select distinct tbl_name as name from main.sqlite_master
        where type = 'trigger' and sql like '%raise(abort%'`)
      .all()
      .map(({ name }) => String(name)),
  ]);

/** The highest transaction of all events that are there: what came since follows after them. */
async function highestIn({ db }: Tx): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    select max(written_by) as last from events`.execute(db);
  return rows[0]?.last ?? 0;
}

function* inPortions(rows: Iterable<Row>): Generator<readonly Row[]> {
  let portion: Row[] = [];
  for (const row of rows) {
    portion.push(row);
    if (portion.length < rowsAtOnce) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
