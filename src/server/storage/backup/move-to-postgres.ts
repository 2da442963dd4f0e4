import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { compareLedgerOf } from './compare-ledger.ts';
import { differenceOf, type Keyed, keyed } from './difference.ts';
import { orderForPostgres } from './events-in-order.ts';
import { demandSameSteps, quoted, tablesOf } from './file-tables.ts';
import { demandEmpty, eventOf, numberEventsOn } from './fill-postgres.ts';
import { OtherRows } from './filling.ts';
import { deleteRows, insertOrChange, insertRows, typesOf } from './insert-rows.ts';
import { endMove, goOn, type MoveState } from './move-state.ts';
import { type Row, rowsAtOnce } from './postgres-rows.ts';

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
 * Brings PostgreSQL from one copy, all of which is there, to a later one, in one transaction.
 * @param file the later copy, with the earlier one attached as `earlier`
 * @throws MovedElsewhere, OtherLedger, OtherRows, OtherTables
 */
export async function catchUp(
  store: Store,
  file: DatabaseSync,
  was: MoveState,
  copy: string,
): Promise<MoveState> {
  const is = { ...was, copy };
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
 * @throws MovedElsewhere, OtherLedger, OtherRows, OtherTables
 */
export async function finishMove(
  store: Store,
  file: DatabaseSync,
  was: MoveState,
  leave: () => void,
): Promise<number> {
  return store.transact(async (tx) => {
    await goOn(tx, was, was);
    const entries = await apply(tx, file);
    await numberEventsOn(tx);
    await endMove(tx);
    leave();
    return entries;
  }, 'at length');
}

/**
 * Members come first and go last, as other rows point at them.
 * @returns how many entries the ledger has, on both sides
 */
async function apply(tx: Tx, file: DatabaseSync): Promise<number> {
  // SQLite may search for longer than a connection may stand still in a transaction.
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx.db);
  await demandSameSteps(tx, file);
  // The copy is compared with the file, column by column, and an upgrade leaves it as it was.
  await demandSameSteps(tx, file, 'earlier');
  const guarded = guardedIn(file);
  const sizes = new Map<string, number>();
  const whoseLedger = new Set<string>();
  let removeMembers = async () => {};
  for (const table of tablesOf(file).map((one) => keyed(file, one))) {
    const difference = differenceOf(file, table);
    sizes.set(table.name, difference.size);
    const gone = () => removeRows(tx, table, difference.gone());
    if (table.name === 'members') removeMembers = gone;
    else await gone();
    if (difference.count === 0) continue;
    if (table.name === 'ledger_entries')
      for (const { member_id } of difference.keys()) whoseLedger.add(String(member_id));
    // A row that changes leaves before others come, which may have its code or name. What may not be deleted, or is
    // pointed at, is changed in its place.
    const changes = guarded.has(table.name);
    if (!changes) await removeRows(tx, table, difference.keys());
    await putRows(tx, table, difference.cameOrChanged(), changes ? insertOrChange : insertRows);
  }
  await removeMembers();
  await demandSizes(tx, sizes);
  await compareLedgerOf(tx.db, file, whoseLedger);
  return sizes.get('ledger_entries') ?? 0;
}

/**
 * Counts every table, which takes a fraction of the comparison: a row that no comparison found is missing or too many here.
 * @param sizes how many rows each table should have
 */
async function demandSizes({ db }: Tx, sizes: ReadonlyMap<string, number>): Promise<void> {
  const counts = [...sizes.keys()].map(
    (name) => `select '${name}' as name, count(*) as size from ${quoted(name)}`,
  );
  const query = sql.raw<{ name: string; size: number }>(counts.join(' union all '));
  for (const { name, size } of (await query.execute(db)).rows) {
    const wanted = sizes.get(name);
    if (size !== wanted)
      throw new OtherRows(`the table ${name} came out with ${size} rows; the file has ${wanted}`);
  }
}

async function removeRows(tx: Tx, table: Keyed, keys: Iterable<Row>): Promise<void> {
  for (const rows of inPortions(keys)) await deleteRows(tx, table, await typesOf(tx, table), rows);
}

async function putRows(
  tx: Tx,
  table: Keyed,
  all: Iterable<Row>,
  put: typeof insertOrChange,
): Promise<void> {
  const place = table.name === 'events' ? orderForPostgres(await highestIn(tx)) : null;
  for (const found of inPortions(all)) {
    const rows = place ? found.map((row) => ({ ...row, ...place(eventOf(row)) })) : found;
    await put(tx, table, await typesOf(tx, table), rows);
  }
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
