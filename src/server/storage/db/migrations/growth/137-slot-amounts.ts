import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** What a slot's price gives, where a range may give another amount for it later. */
export const up = (db: Kysely<unknown>): Promise<void> =>
  addColumn(db, 'reward_slots', 'worth', 'whole?');
