import type { CheckInCodeRow } from '#server/storage/db/schema-occasions.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Shows another code at a till: the one before it confirms nothing any more. */
export async function putCheckInCode(tx: Tx, row: CheckInCodeRow): Promise<void> {
  const { till_id: _key, ...change } = row;
  await tx.db
    .insertInto('check_in_codes')
    .values(row)
    .onConflict((conflict) => conflict.column('till_id').doUpdateSet(change))
    .execute();
}

/** Uses a code that a till of the store shows, once, whoever tries at once. @returns whether it was good */
export async function spendCheckInCode(
  tx: Tx,
  { storeId, hashes, at }: { storeId: string; hashes: readonly string[]; at: number },
): Promise<boolean> {
  const spent = await tx.db
    .updateTable('check_in_codes')
    .set({ used_at: at })
    .where('store_id', '=', storeId)
    .where('code_hash', 'in', hashes)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .returning('till_id')
    .execute();
  return spent.length > 0;
}
