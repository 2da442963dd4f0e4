import { type Kysely, sql } from 'kysely';
import type { DeadAddress } from '#domain/messages/message.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { DeadAddressRow } from '#server/storage/db/schema-messages.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Undefined: mail to the member's address arrives, as far as anybody said. */
export const deadAddressOf = (
  db: Kysely<Tables>,
  memberId: string,
): Promise<DeadAddressRow | undefined> =>
  db.selectFrom('dead_addresses').selectAll().where('member_id', '=', memberId).executeTakeFirst();

/** How the member's address is known to be dead; null: it is not. */
export async function deadnessOf(
  db: Kysely<Tables>,
  memberId: string,
): Promise<DeadAddress | null> {
  const row = await deadAddressOf(db, memberId);
  if (!row) return null;
  return row.way === 'report' ? 'claimed' : 'proved';
}

/**
 * Marks an address, and one that was marked by a report alone once more when a mail proves it.
 * @returns false: it was marked so before
 */
export async function putDeadAddress(tx: Tx, row: DeadAddressRow): Promise<boolean> {
  const put = await tx.db
    .insertInto('dead_addresses')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('member_id')
        .doUpdateSet({ way: row.way })
        .where('dead_addresses.way', '=', 'report')
        .where(sql.lit(row.way), '!=', 'report'),
    )
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
