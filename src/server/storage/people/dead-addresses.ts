import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { DeadAddressRow } from '#server/storage/db/schema-messages.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Undefined: mail to the member's address arrives, as far as anybody said. */
export const deadAddressOf = (
  db: Kysely<Tables>,
  memberId: string,
): Promise<DeadAddressRow | undefined> =>
  db.selectFrom('dead_addresses').selectAll().where('member_id', '=', memberId).executeTakeFirst();

/** @returns false: it was marked before */
export async function putDeadAddress(tx: Tx, row: DeadAddressRow): Promise<boolean> {
  const put = await tx.db
    .insertInto('dead_addresses')
    .values(row)
    .onConflict((conflict) => conflict.column('member_id').doNothing())
    .executeTakeFirst();
  return put.numInsertedOrUpdatedRows === 1n;
}

/** The address works, or is another one. @returns whether it was marked */
export async function dropDeadAddress(tx: Tx, memberId: string): Promise<boolean> {
  const dropped = await tx.db
    .deleteFrom('dead_addresses')
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return dropped.numDeletedRows > 0n;
}
