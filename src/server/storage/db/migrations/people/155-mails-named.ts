import { type Kysely, sql } from 'kysely';
import { addColumn, createIndex } from '#server/storage/db/migrations/table.ts';

/** Whom a sealed mail is to and whose number it says, as keyed hashes: who leaves is found without opening all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'mails', 'to_key', 'text?');
  await addColumn(db, 'mails', 'number_key', 'text?');
  await createIndex(db, 'mails', 'to_key');
  await createIndex(db, 'mails', 'number_key');
  // Those of before the step, until they are purged after a day.
  await sql`create index mails_without_key on mails (id) where to_key is null`.execute(db);
}
