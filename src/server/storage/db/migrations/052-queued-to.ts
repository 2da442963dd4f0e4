import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** Where in the feed an endpoint that was disabled stopped being given events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'webhook_endpoints', 'queued_to', 'text?');
}
