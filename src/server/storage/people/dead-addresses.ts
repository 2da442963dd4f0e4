import { type Kysely, sql } from 'kysely';
import type { DeadAddress } from '#domain/messages/message.ts';
import { among } from '#server/storage/db/many-rows.ts';
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
  return (await deadnessesOf(db, [memberId])).get(memberId) ?? null;
}

/** The same of several members at once; whose address is not dead is not in it. */
export async function deadnessesOf(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, DeadAddress>> {
  const rows = await db
    .selectFrom('dead_addresses')
    .select(['member_id', 'way'])
    .where(among('member_id', memberIds))
    .execute();
  return new Map(
    rows.map(({ member_id, way }) => [member_id, way === 'report' ? 'claimed' : 'proved']),
  );
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
