import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Filling, FillingConnection } from '#server/storage/db/store.ts';
import { compareLedger } from './compare-ledger.ts';
import { type CsvLines, csvLines } from './csv-lines.ts';
import { demandSameSteps, quoted, tablesOf } from './file-tables.ts';
import { demandEmpty } from './fill-postgres.ts';
import { putBack, takeOff } from './later-rules.ts';
import { beginMove, goOn, type MoveState } from './move-state.ts';

/**
 * Begins to fill an empty PostgreSQL database, in which nobody can start a server from then on until `finishMove`.
 * Until `fillOn` has ended its tables have neither keys nor indexes.
 * @param copy how the file is found again
 * @throws NotEmpty, OtherTables
 */
export async function startMove(
  connection: FillingConnection,
  file: DatabaseSync,
  copy: string,
): Promise<MoveState> {
  const tables = tablesOf(file);
  return connection.transact(async (filling) => {
    await demandSameSteps(filling, file);
    await demandEmpty(filling);
    // The steps of the tables put some rows there, and so they did in the file.
    for (const { name } of tables.toReversed())
      await sql.raw(`delete from ${quoted(name)}`).execute(filling.db);
    const later = await takeOff(filling, tables, (table) => countIn(file, table));
    const state = { copy, table: tables[0]?.name ?? null, filled: 0, later, compared: false };
    await beginMove(filling, state);
    return state;
  });
}

const countIn = (file: DatabaseSync, table: string): number =>
  Number(file.prepare(`select count(*) as n from ${quoted(table)}`).get()?.n);

/**
 * Goes on filling from where it ended, however it ended: rows, or what the tables need beside them, and how far it has come
 * are one transaction. Then the two ledgers are compared, which takes long, so that it need not be done while tills wait.
 * @param file the copy that the state names, which nobody changes
 * @throws MovedElsewhere, OtherLedger, OtherTables
 */
export async function fillOn(
  connection: FillingConnection,
  file: DatabaseSync,
  from: MoveState,
): Promise<MoveState> {
  await connection.transact((filling) => demandSameSteps(filling, file));
  const reading = new Reading(file);
  let state = from;
  while (state.table !== null) state = await fillMore(connection, reading, state);
  while (state.later.length > 0) state = await putMoreBack(connection, state);
  // Else what follows is planned as for empty tables.
  await connection.transact(({ db }) => sql`analyze`.execute(db));
  return connection.transact(async (filling) => {
    await compareLedger(filling, file);
    const is = { ...state, compared: true };
    await goOn(filling, state, is);
    return is;
  });
}

/** The tables of a file, read one after the other. */
class Reading {
  readonly #file: DatabaseSync;
  readonly #names: readonly string[];
  #open: { readonly name: string; readonly lines: CsvLines } | null = null;

  constructor(file: DatabaseSync) {
    this.#file = file;
    this.#names = tablesOf(file).map(({ name }) => name);
  }

  /** @param filled how many rows are left out where this table is not being read already */
  linesOf(name: string, filled: number): CsvLines {
    if (this.#open?.name !== name) this.#open = { name, lines: csvLines(this.#file, name, filled) };
    return this.#open.lines;
  }

  after(name: string): string | null {
    return this.#names[this.#names.indexOf(name) + 1] ?? null;
  }
}

/** As many rows as one transaction takes, of as many tables as have them. */
const fillMore = (
  connection: FillingConnection,
  reading: Reading,
  was: MoveState,
): Promise<MoveState> =>
  connection.transact(async (filling) => {
    let { table, filled } = was;
    let left = connection.rowsAtOnce;
    while (table !== null && left > 0) {
      const lines = reading.linesOf(table, filled);
      const read = lines.hasMore() ? await copyRows(filling, table, lines, left) : 0;
      left -= read;
      filled += read;
      if (lines.hasMore()) continue;
      table = reading.after(table);
      filled = 0;
    }
    const is = { ...was, table, filled };
    await goOn(filling, was, is);
    return is;
  });

/** @returns how many */
async function copyRows(
  filling: Filling,
  table: string,
  lines: CsvLines,
  atMost: number,
): Promise<number> {
  let read = 0;
  const counted = lines.next(atMost, (rows) => {
    read += rows;
  });
  await filling.copyIn(`${quoted(table)} (${lines.columns.join(', ')})`, counted);
  return read;
}

const putMoreBack = (connection: FillingConnection, was: MoveState): Promise<MoveState> =>
  connection.transact(async (filling) => {
    const [statements = '', ...later] = was.later;
    await putBack(filling, statements);
    const is = { ...was, later };
    await goOn(filling, was, is);
    return is;
  });
