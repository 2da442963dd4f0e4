import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/**
 * How far new events are lifted above existing ones. A database may have lost transactions between its last backup and
 * the restore, and readers may have seen their events, so the step is large.
 */
const liftBy = 2 ** 32;

/**
 * Keeps new events after the old ones. Events are ordered by the number of their transaction, and a backup (`pg_dump`)
 * that is restored in another cluster meets lower numbers there. So every start compares the numbers, and lifts them if
 * they are behind.
 */
export async function keepEventsInOrder(db: Kysely<Tables>): Promise<void> {
  if ((await lastWriterIfAhead(db)) === null) return;
  await db.transaction().execute(async (trx) => {
    // Servers that start together lift once. The number is any that nothing else here uses.
    await sql`select pg_advisory_xact_lock(8455513)`.execute(trx);
    const last = await lastWriterIfAhead(trx);
    if (last === null) return;
    // A function's body takes no parameters; these are our own whole numbers.
    await sql`create or replace function event_offset() returns bigint language sql stable
      as ${sql.lit(`select ${last + liftBy}::bigint`)}`.execute(trx);
  });
}

/** The highest number of an event, if the next transactions would not be above it; else null. */
async function lastWriterIfAhead(db: Kysely<Tables>): Promise<number | null> {
  const { rows } = await sql<{ last: number | null; next: number }>`
    select (select max(written_by) from events) as last,
      pg_snapshot_xmax(pg_current_snapshot())::text::bigint + event_offset() as next`.execute(db);
  const [row] = rows;
  return row && row.last !== null && row.last >= row.next ? row.last : null;
}
