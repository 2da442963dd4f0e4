import type { Kysely } from 'kysely';
import { createIndex } from '#server/storage/db/migrations/table.ts';

/** Who leaves or merges takes their spans along, whichever segments these are of. */
export const up = (db: Kysely<unknown>): Promise<void> =>
  createIndex(db, 'segment_spans', 'member_id');
