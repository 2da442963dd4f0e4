import { sql } from 'kysely';
import { isUnfinished, moveTable } from '#server/storage/db/storage-unavailable.ts';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { OtherTables } from './filling.ts';

/** How far a move has come, as PostgreSQL keeps it: it is written in the transaction of the rows that it tells of. */
export interface MoveState {
  /** The name of the copy whose rows are there. */
  readonly copy: string;
  /** The table that is being filled; null: all of the copy is there. */
  readonly table: string | null;
  /** How many of that table's rows are there, in the order in which the copy has them. */
  readonly filled: number;
  /** What makes the keys and indexes that the tables do without while they are filled, in this order. */
  readonly later: readonly string[];
  /** Whether PostgreSQL's ledger was found to be the copy's. */
  readonly compared: boolean;
}

/** All of the copy is there, with everything that its tables need, and compared. */
export const isFilled = ({ table, later, compared }: MoveState): boolean =>
  table === null && later.length === 0 && compared;

/** Another process has gone on with the move meanwhile: nothing of this portion was written. */
export class MovedElsewhere extends Error {}

const table = sql.table(moveTable);

/**
 * Waits for a last step that is being committed: from the removal of the table on, that transaction holds a lock on it.
 * @returns null: no move into this database is under way
 */
export async function moveStateOf({ read }: Pick<Store, 'read'>): Promise<MoveState | null> {
  if (!(await isUnfinished(read))) return null;
  // One that another version began may lack columns: its copy tells which it is, and `goOn` refuses it.
  const state = sql<Kept>`select copy, at_table as "table", filled, to_jsonb(one) ->> 'later' as later,
    coalesce((to_jsonb(one) ->> 'compared')::boolean, false) as compared from ${table} as one`;
  const found = await state.execute(read).catch((fault) => {
    // The last step was committed between the two questions.
    if (hasCode(fault, '42P01')) return null;
    throw fault;
  });
  const kept = found?.rows[0];
  if (!kept) return null;
  return { ...kept, later: JSON.parse(kept.later ?? '[]') as string[] }; // Written by `beginMove` and `goOn`.
}

/** As the table has it. */
interface Kept extends Omit<MoveState, 'later'> {
  readonly later: string | null;
}

const hasCode = (fault: unknown, code: string): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === code;

export async function beginMove({ db }: Pick<Tx, 'db'>, state: MoveState): Promise<void> {
  await sql`create table ${table} (copy text not null, at_table text, filled bigint not null,
    later text not null, compared boolean not null)`.execute(db);
  await sql`insert into ${table} (copy, at_table, filled, later, compared) values (${state.copy},
    ${state.table}, ${state.filled}, ${JSON.stringify(state.later)}, ${state.compared})`.execute(
    db,
  );
}

/** @throws MovedElsewhere when it is not as `was` says, OtherTables when another version began it */
export async function goOn({ db }: Pick<Tx, 'db'>, was: MoveState, is: MoveState): Promise<void> {
  const going = sql`update ${table}
    set copy = ${is.copy}, at_table = ${is.table}, filled = ${is.filled},
      later = ${JSON.stringify(is.later)}, compared = ${is.compared}
    where copy = ${was.copy} and at_table is not distinct from ${was.table}
      and filled = ${was.filled} and later = ${JSON.stringify(was.later)}
      and compared = ${was.compared}`.execute(db);
  const { numAffectedRows } = await going.catch((fault) => {
    if (hasCode(fault, '42703')) throw new OtherTables();
    throw fault;
  });
  if (numAffectedRows !== 1n) throw new MovedElsewhere();
}

/** From its commit on the database is a shop. */
export async function endMove({ db }: Tx): Promise<void> {
  await sql`drop table ${table}`.execute(db);
}
