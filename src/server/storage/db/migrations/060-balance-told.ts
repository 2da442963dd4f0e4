import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** What the member could spend after an event, so that its reader need not ask. Older events do not have it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'events', 'balance', 'whole?');
}
