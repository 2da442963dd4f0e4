import type { Kysely } from 'kysely';

/** A browser's open requests are found by the secret that it held when it asks again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('sign_ins_by_browser')
    .on('sign_ins')
    .columns(['browser_hash'])
    .execute();
}
