import { type Kysely, sql } from 'kysely';
import {
  addColumn,
  createTable,
  makeImmutable,
  oneOf,
} from '#server/storage/db/migrations/table.ts';

/** Programs for a day to come. An earlier program began when it was loaded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'programs', 'begins_at', 'whole?');
  await sql`create index programs_by_beginning
    on programs (coalesce(begins_at, loaded_at), version)`.execute(db);
  // One row a program: it has begun, or was withdrawn before, and never both.
  await createTable(db, 'program_outcomes', {
    columns: { version: 'whole', outcome: 'text', at: 'whole' },
    key: ['version'],
    checks: { known: oneOf('outcome', ['begun', 'withdrawn']) },
  });
  await makeImmutable(db, 'program_outcomes');
}
