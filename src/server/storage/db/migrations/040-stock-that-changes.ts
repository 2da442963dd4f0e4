import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** A stock can be set below what was given out: then so many pieces that come back do not count. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'reward_stocks', 'withheld', 'whole', '0');
}
