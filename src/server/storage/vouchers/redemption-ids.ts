import type { Kysely } from 'kysely';
import type { RedemptionIdRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The member of an id, and the redemption that it led to. */
export function redemptionById(
  db: Kysely<Tables>,
  id: string,
): Promise<RedemptionIdRow | undefined> {
  return db.selectFrom('redemption_ids').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @returns false when somebody has the id already: callers make ids, so two may make the same one */
export async function claimRedemptionId(tx: Tx, row: RedemptionIdRow): Promise<boolean> {
  const claimed = await tx.db
    .insertInto('redemption_ids')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return claimed !== undefined;
}
