import { type Kysely, sql } from 'kysely';
import { createTable, makeImmutable } from '#server/storage/db/migrations/table.ts';

/** The files of programs as they were written, and drafts of the next ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'program_texts', {
    columns: { version: 'whole', text: 'text', pictures: 'text' },
    key: ['version'],
  });
  await makeImmutable(db, 'program_texts');
  await createTable(db, 'program_drafts', {
    columns: {
      id: 'text',
      name: 'text',
      base_version: 'whole',
      revision: 'whole',
      text: 'text',
      pictures: 'text',
      begun_at: 'whole',
      saved_at: 'whole',
      saved_by: 'text',
      ended_at: 'whole?',
      put_version: 'whole?',
    },
    key: ['id'],
    checks: {
      revision: 'revision > 0',
      over: 'put_version is null or ended_at is not null',
    },
  });
  await sql`create index program_drafts_alive on program_drafts (saved_at)
    where ended_at is null`.execute(db);
}
