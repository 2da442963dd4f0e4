import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** What a key of the retailer's program may do, with spaces between; null: everything, as keys of before. */
export const up = (db: Kysely<unknown>): Promise<void> =>
  addColumn(db, 'admin_keys', 'scopes', 'text?');
