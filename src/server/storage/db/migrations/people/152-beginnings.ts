import type { Kysely } from 'kysely';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** What a shop that began at the desk has said of itself, and which steps are done. One row, or none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'beginnings', {
    columns: {
      id: 'whole',
      revision: 'whole',
      answers: 'text',
      done: 'text',
      program_version: 'whole',
      began_at: 'whole',
      ended_at: 'whole?',
    },
    key: ['id'],
    checks: { one: 'id = 1', revision: 'revision > 0' },
  });
}
