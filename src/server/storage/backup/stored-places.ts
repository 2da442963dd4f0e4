import type { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { cursorOf, placeOfCursor } from '#server/storage/events/cursors.ts';
import { beforeAllEvents, type EventPlace } from '#server/storage/events/events.ts';

/** From where a webhook that was disabled has missed events. */
const disabledFrom = 'queued_to';

/**
 * Brings every place in the feed that the database itself keeps (of the followers, and of disabled webhooks) to the
 * numbers that events have in the file: nothing is skipped, and nothing is heard twice. It runs after a copy from
 * PostgreSQL, in the same snapshot.
 * @param file has the same events, each with its number on SQLite
 */
export async function placesInFile(db: Kysely<Tables>, file: DatabaseSync): Promise<void> {
  const event = file.prepare('select written_by, seq from events where id = ?');
  const there = async ({ writtenBy, seq }: EventPlace): Promise<EventPlace> => {
    const { rows } = await sql<{ id: string }>`
      select id from events where (written_by, seq) <= (${writtenBy}, ${seq})
      order by written_by desc, seq desc limit 1`.execute(db);
    const found = rows[0] && event.get(rows[0].id);
    return found
      ? { writtenBy: Number(found.written_by), seq: Number(found.seq) }
      : beforeAllEvents;
  };
  const follower = file.prepare(
    'update event_followers set written_by = ?, seq = ? where name = ?',
  );
  for (const row of await db.selectFrom('event_followers').selectAll().execute()) {
    const place = await there({ writtenBy: row.written_by, seq: row.seq });
    follower.run(place.writtenBy, place.seq, row.name);
  }
  const endpoint = file.prepare(`update webhook_endpoints set ${disabledFrom} = ? where id = ?`);
  for (const { id, place } of await disabledAt(db)) endpoint.run(cursorOf(await there(place)), id);
}

/**
 * The same after PostgreSQL was filled from a file, whose order is by `seq` alone: each place gets the transaction of
 * its event, as it is there.
 */
export async function placesOnPostgres({ db }: Tx): Promise<void> {
  const there = async ({ seq }: EventPlace): Promise<EventPlace> => {
    const { rows } = await sql<{ written_by: number }>`
      select written_by from events where seq <= ${seq} order by seq desc limit 1`.execute(db);
    return rows[0] ? { writtenBy: rows[0].written_by, seq } : beforeAllEvents;
  };
  for (const row of await db.selectFrom('event_followers').selectAll().execute()) {
    const { writtenBy, seq } = await there({ writtenBy: row.written_by, seq: row.seq });
    const of = db.updateTable('event_followers').where('name', '=', row.name);
    await of.set({ written_by: writtenBy, seq }).execute();
  }
  for (const { id, place } of await disabledAt(db)) {
    const cursor = cursorOf(await there(place));
    const of = db.updateTable('webhook_endpoints').where('id', '=', id);
    await of.set({ [disabledFrom]: cursor }).execute();
  }
}

async function disabledAt(
  db: Kysely<Tables>,
): Promise<readonly { readonly id: string; readonly place: EventPlace }[]> {
  const rows = await db
    .selectFrom('webhook_endpoints')
    .select(['id', disabledFrom])
    .where(disabledFrom, 'is not', null)
    .execute();
  return rows.flatMap(({ id, queued_to }) => {
    const place = placeOfCursor(queued_to ?? '');
    return place ? [{ id, place }] : [];
  });
}
