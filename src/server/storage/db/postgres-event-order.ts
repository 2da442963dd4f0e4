import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * How far new events are lifted above those that are there: what a database lost between its last copy and
 * the restoring counts in whole transactions, and a reader may have been told of all of them.
 */
const liftBy = 2 ** 32;

/**
 * Events are ordered by the number of the transaction that wrote them, and a copy (`pg_dump`) that is put
 * into another cluster meets lower numbers there: new events would stand before the old ones, where nobody
 * looks any more. So at every start the numbers are compared, and lifted when they are behind.
 */
export async function keepEventsInOrder(db: Kysely<Tables>): Promise<void> {
  if ((await lastWriterIfAhead(db)) === null) return;
  await db.transaction().execute(async (trx) => {
    // Servers that start together lift once. The number is any that nothing else here uses.
    await sql`select pg_advisory_xact_lock(8455513)`.execute(trx);
    const last = await lastWriterIfAhead(trx);
    if (last === null) return;
    // A function's body takes no parameters; these are whole numbers of ours.
    await sql`create or replace function event_offset() returns bigint language sql stable
      as ${sql.lit(`select ${last + liftBy}::bigint`)}`.execute(trx);
  });
}

/** The highest number that an event has, if the transactions that come would not be above it; else null. */
async function lastWriterIfAhead(db: Kysely<Tables>): Promise<number | null> {
  const { rows } = await sql<{ last: number | null; next: number }>`
    select (select max(written_by) from events) as last,
      pg_snapshot_xmax(pg_current_snapshot())::text::bigint + event_offset() as next`.execute(db);
  const [row] = rows;
  return row && row.last !== null && row.last >= row.next ? row.last : null;
}
