import type { Kysely } from 'kysely';

/** An index to find a browser's open requests by the secret that it had, when it asks again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('sign_ins_by_browser')
    .on('sign_ins')
    .columns(['browser_hash'])
    .execute();
}
