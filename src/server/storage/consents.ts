import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { ConsentRow } from './schema-counter.ts';
import type { Tx } from './store.ts';

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
