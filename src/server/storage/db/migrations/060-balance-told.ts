import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** What the member could spend after an event, so that who is told of it needs not ask. Older events don't say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'events', 'balance', 'whole?');
}
