import type { Kysely } from 'kysely';
import { addColumn, createTable } from '#server/storage/db/migrations/table.ts';

/** Who wants the newsletter, and with each consent under which program, where and by what it was given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'newsletters', {
    columns: {
      member_id: 'text',
      state: 'text',
      code_hash: 'text?',
      wrong_codes: 'whole',
      at: 'whole',
    },
    key: ['member_id'],
    checks: { state_known: "state in ('asked', 'given')" },
    ofMember: true,
  });
  await addColumn(db, 'fact_consents', 'version', 'whole?');
  await addColumn(db, 'fact_consents', 'place', 'text?');
  await addColumn(db, 'fact_consents', 'source', 'text?');
}
