import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** From which system's file a purchase was brought over; null: a till reported it. */
export const up = (db: Kysely<unknown>): Promise<void> =>
  addColumn(db, 'purchases', 'source', 'text?');
