import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** A stock can be lowered below what was given out: so many that come back are then nobody's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'reward_stocks', 'withheld', 'whole', '0');
}
