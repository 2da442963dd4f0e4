import type { Insertable } from 'kysely';
import type { EventRow } from './schema-events.ts';
import type { Tx } from './store.ts';

export async function addEvent(tx: Tx, event: Insertable<EventRow>): Promise<void> {
  await tx.db.insertInto('events').values(event).execute();
}
