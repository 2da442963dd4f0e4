import { type Insertable, type Kysely, sql } from 'kysely';
import type { EventKind } from '#domain/events/event.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { EventRow, KeptEvent } from '#server/storage/db/schema-events.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A place in the order of events: after one event and before the next. */
export interface EventPlace {
  readonly writtenBy: number;
  readonly seq: number;
}

export const beforeAllEvents: EventPlace = { writtenBy: 0, seq: 0 };

export const placeOf = (row: KeptEvent): EventPlace => ({
  writtenBy: row.written_by,
  seq: row.seq,
});

interface Wanted {
  readonly limit: number;
  /** Only this store's; absent: all. */
  readonly storeId?: string;
  readonly without?: readonly EventKind[];
}

export async function addEvent(tx: Tx, event: Insertable<EventRow>): Promise<void> {
  await tx.db.insertInto('events').values(event).execute();
}

export async function addEvents(tx: Tx, events: readonly Insertable<EventRow>[]): Promise<void> {
  await tx.db.insertInto('events').values(events).execute();
}

export function eventById(db: Kysely<Tables>, id: string): Promise<KeptEvent | undefined> {
  return kept(db).where('events.id', '=', id).executeTakeFirst();
}

const kept = (db: Kysely<Tables>) =>
  db
    .selectFrom('events')
    .leftJoin('members', 'members.id', 'events.member_id')
    .selectAll('events')
    // An erased member has no number.
    .select((eb) =>
      eb.fn<string | null>('nullif', ['members.number', eb.val('')]).as('member_number'),
    );

/**
 * The events after a place, in an order in which nothing ever appears before what was read already. On PostgreSQL it
 * stops at a running transaction: its events, and those of later ones, come when it has ended.
 */
export function eventsAfter(
  db: Kysely<Tables>,
  { writtenBy, seq }: EventPlace,
  { limit, storeId, without = [] }: Wanted,
): Promise<KeptEvent[]> {
  let found = kept(db).limit(limit);
  if (storeId !== undefined) found = found.where('store_id', '=', storeId);
  if (without.length > 0) found = found.where('kind', 'not in', without);
  if (!isPostgres(db)) return found.where('seq', '>', seq).orderBy('seq').execute();
  return found
    .where(sql<boolean>`(written_by, seq) > (${writtenBy}, ${seq})`)
    .where(settled)
    .orderBy('written_by')
    .orderBy('seq')
    .execute();
}

/** The place for a reader who only wants new events: no later event stands before it. */
export async function lastPlace(db: Kysely<Tables>): Promise<EventPlace> {
  const found = kept(db).limit(1);
  const last = isPostgres(db)
    ? found.where(settled).orderBy('written_by', 'desc').orderBy('seq', 'desc')
    : found.orderBy('seq', 'desc');
  const row = await last.executeTakeFirst();
  return row ? placeOf(row) : beforeAllEvents;
}

/** Written by a transaction that is older than every running one, so all events around it are visible. */
const settled = sql<boolean>`written_by <
  pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_offset()`;
