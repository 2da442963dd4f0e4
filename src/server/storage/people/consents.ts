import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ConsentRow } from '#server/storage/db/schema-counter.ts';
import type { Tx } from '#server/storage/db/store.ts';

export function consentRow(
  db: Kysely<Tables>,
  memberId: string,
  id: string,
): Promise<ConsentRow | undefined> {
  return db
    .selectFrom('consents')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function addConsent(tx: Tx, row: ConsentRow): Promise<void> {
  await tx.db.insertInto('consents').values(row).execute();
}
