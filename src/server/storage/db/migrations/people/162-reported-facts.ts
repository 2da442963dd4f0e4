import type { Kysely } from 'kysely';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** Systems of the shop that tell facts of members, and what each of them told. An id of a source is one fact for ever. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'fact_sources', {
    columns: {
      name: 'text',
      secret: 'text',
      old_secret: 'text?',
      old_secret_until: 'whole?',
      created_at: 'whole',
      heard_at: 'whole?',
    },
    key: ['name'],
  });
  await createTable(db, 'reported_facts', {
    columns: {
      member_id: 'text',
      source: 'text',
      fact_id: 'text',
      fact: 'text',
      about: 'text',
      withdrawn: 'whole',
      at: 'whole',
      reported_at: 'whole',
      outcome: 'text',
      points: 'whole',
    },
    key: ['member_id', 'source', 'fact_id'],
    ofMember: true,
  });
  await db.schema
    .createIndex('reported_facts_of_source')
    .on('reported_facts')
    .columns(['source', 'fact_id'])
    .unique()
    .execute();
}
