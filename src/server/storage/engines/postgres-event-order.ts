import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/**
 * How far new events are lifted above existing ones. A database may have lost transactions between its last backup and
 * the restore, and readers may have seen their events, so the step is large.
 */
const liftBy = 2 ** 32;

/**
 * Lets PostgreSQL number new events far above a number.
 * @param last the highest number of an event (`written_by`)
 */
export async function liftNewEvents(db: Kysely<Tables>, last: number): Promise<void> {
  // A function's body takes no parameters; these are our own whole numbers.
  await sql`create or replace function event_offset() returns bigint language sql stable
    as ${sql.lit(`select ${last + liftBy}::bigint`)}`.execute(db);
}

/**
 * Keeps new events after the old ones. Events are ordered by the number of their transaction, and a backup (`pg_dump`)
 * that is restored in another cluster meets other numbers there, and so does a cluster that was brought back from a base
 * backup, or promoted, without its last transactions: readers may have seen events that are lost. So every start lifts
 * the numbers where they are behind, or where the database was in another cluster, or on another timeline, before.
 */
export async function keepEventsInOrder(db: Kysely<Tables>): Promise<void> {
  const is = await homeOf(db);
  const look = await lookAtOrder(db);
  if (!mustLift(look, is) && look.home === (is ?? look.home)) return;
  await db.transaction().execute(async (trx) => {
    // Servers that start together lift once. The number is any that nothing else here uses.
    await sql`select pg_advisory_xact_lock(8455513)`.execute(trx);
    const again = await lookAtOrder(trx);
    if (mustLift(again, is) && again.last !== null) await liftNewEvents(trx, again.last);
    if (is !== null && again.home !== is)
      await sql`comment on function event_offset() is ${sql.lit(is)}`.execute(trx);
  });
}

interface Order {
  /** The highest number of an event; null: there is none. */
  readonly last: number | null;
  /** The number that no event of the next transactions is below. */
  readonly next: number;
  /** Where the database was at the last start; null: nobody has written it down. */
  readonly home: string | null;
}

const mustLift = ({ last, next, home }: Order, is: string | null): boolean =>
  last !== null && (last >= next || (is !== null && home !== null && home !== is));

async function lookAtOrder(db: Kysely<Tables>): Promise<Order> {
  const { rows } = await sql<Order>`
    select (select max(written_by) from events) as last,
      pg_snapshot_xmax(pg_current_snapshot())::text::bigint + event_offset() as next,
      obj_description('event_offset()'::regprocedure, 'pg_proc') as home`.execute(db);
  return rows[0] ?? { last: null, next: 0, home: null };
}

/**
 * The cluster and its timeline, which begins anew at each promotion and recovery. null: this account may not ask, as at
 * some providers; then only numbers that are behind are seen.
 */
async function homeOf(db: Kysely<Tables>): Promise<string | null> {
  try {
    const { rows } = await sql<{ home: string }>`
      select 'cluster ' || system_identifier || ', timeline '
        || left(pg_walfile_name(pg_current_wal_lsn()), 8) as home from pg_control_system()`.execute(
      db,
    );
    return rows[0]?.home ?? null;
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : null;
    if (code === '42501' || code === '55000' || code === '0A000') return null;
    throw fault;
  }
}
