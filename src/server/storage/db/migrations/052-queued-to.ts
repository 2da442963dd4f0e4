import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** The place in the feed up to which a disabled endpoint was given events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'webhook_endpoints', 'queued_to', 'text?');
}
