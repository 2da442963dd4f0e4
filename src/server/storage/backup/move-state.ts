import { sql } from 'kysely';
import { moveTable } from '#server/storage/db/storage-unavailable.ts';
import type { Store, Tx } from '#server/storage/db/store.ts';

/** How far a move has come, as PostgreSQL keeps it: it is written in the transaction of the rows that it tells of. */
export interface MoveState {
  /** The name of the copy whose rows are there. */
  readonly copy: string;
  /** The table that is being filled; null: all of the copy is there. */
  readonly table: string | null;
  /** How many of that table's rows are there, by its key. */
  readonly filled: number;
}

/** Another process has gone on with the move meanwhile: nothing of this portion was written. */
export class MovedElsewhere extends Error {}

const table = sql.table(moveTable);

/** @returns null: no move into this database is under way */
export async function moveStateOf({ read }: Store): Promise<MoveState | null> {
  const there = await sql<{ found: string | null }>`
    select to_regclass(${moveTable})::text as found`.execute(read);
  if (!there.rows[0]?.found) return null;
  const { rows } = await sql<MoveState>`
    select copy, at_table as "table", filled from ${table}`.execute(read);
  return rows[0] ?? null;
}

export async function beginMove({ db }: Tx, state: MoveState): Promise<void> {
  await sql`create table ${table} (copy text not null, at_table text, filled bigint not null)`.execute(
    db,
  );
  await sql`insert into ${table} (copy, at_table, filled)
    values (${state.copy}, ${state.table}, ${state.filled})`.execute(db);
}

/** @throws MovedElsewhere when it is not as `was` says */
export async function goOn({ db }: Tx, was: MoveState, is: MoveState): Promise<void> {
  const { numAffectedRows } = await sql`update ${table}
    set copy = ${is.copy}, at_table = ${is.table}, filled = ${is.filled}
    where copy = ${was.copy} and at_table is not distinct from ${was.table}
      and filled = ${was.filled}`.execute(db);
  if (numAffectedRows !== 1n) throw new MovedElsewhere();
}

/** From its commit on the database is a shop. */
export async function endMove({ db }: Tx): Promise<void> {
  await sql`drop table ${table}`.execute(db);
}
