import { type Kysely, sql } from 'kysely';
import { foldReceipt } from '#domain/purchase/by-hand.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { UnclaimedSaleRow } from '#server/storage/db/schema-occasions.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Adds a sale, or finds the one that the till reported under this number before. */
export async function addUnclaimed(tx: Tx, row: UnclaimedSaleRow): Promise<UnclaimedSaleRow> {
  return tx.db
    .insertInto('unclaimed_sales')
    .values(row)
    .onConflict((conflict) =>
      // This changes nothing, but a conflict that does nothing would return no row.
      conflict
        .columns(['till_id', 'receipt_number'])
        .doUpdateSet((eb) => ({ till_id: eb.ref('excluded.till_id') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What a store's tills sold without a member under a number, however it is spelt, and under which one may claim it. */
export function unclaimedAtStore(
  db: Kysely<Tables>,
  storeId: string,
  typed: string,
): Promise<UnclaimedSaleRow[]> {
  return db
    .selectFrom('unclaimed_sales')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('folded', '=', foldReceipt(typed))
    .orderBy('till_id')
    .orderBy('receipt_number')
    .execute();
}

/** The sale that a till reported without a member under a number. */
export function unclaimedByReceipt(
  db: Kysely<Tables>,
  tillId: string,
  receiptNumber: string,
): Promise<UnclaimedSaleRow | undefined> {
  return db
    .selectFrom('unclaimed_sales')
    .selectAll()
    .where('till_id', '=', tillId)
    .where('receipt_number', '=', receiptNumber)
    .executeTakeFirst();
}

/** A sale that has a member now is no longer to be claimed. */
export async function removeUnclaimed(
  tx: Tx,
  { till_id, receipt_number }: Pick<UnclaimedSaleRow, 'till_id' | 'receipt_number'>,
): Promise<void> {
  await tx.db
    .deleteFrom('unclaimed_sales')
    .where('till_id', '=', till_id)
    .where('receipt_number', '=', receipt_number)
    .execute();
}

/** Deletes some of the sales that nobody can claim any more at `at` (`purgeSome`). */
export const purgeUnclaimed = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'unclaimed_sales', sql`ends_at <= ${at}`);

/** What was sold. Our own code writes it as JSON, from this type. */
export const basketIn = ({ basket }: UnclaimedSaleRow): Basket => JSON.parse(basket) as Basket;
