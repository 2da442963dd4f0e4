import { type Kysely, sql } from 'kysely';
import { createTable } from './table.ts';

/** Ids that callers made, each once over all members, with the redemption that it led to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'redemption_ids', {
    columns: { id: 'text', member_id: 'text', redemption_id: 'text' },
    key: ['id'],
  });
  await sql`insert into redemption_ids (id, member_id, redemption_id)
    select redemption_id, member_id, redemption_id from voucher_codes`.execute(db);
  // Owners are found in the new table instead.
  await db.schema.dropIndex('voucher_codes_by_redemption_id').execute();
}
