import type { Kysely } from 'kysely';
import type { Tables, VoucherCodeRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

export function voucherByCode(
  db: Kysely<Tables>,
  codeKeys: readonly string[],
): Promise<VoucherCodeRow | undefined> {
  return db
    .selectFrom('voucher_codes')
    .selectAll()
    .where('code_key', 'in', codeKeys)
    .executeTakeFirst();
}

/** @returns false when another voucher has the code: then the caller derives the next one */
export async function claimCode(tx: Tx, row: VoucherCodeRow): Promise<boolean> {
  const claimed = await tx.db
    .insertInto('voucher_codes')
    .values(row)
    .onConflict((conflict) => conflict.column('code_key').doNothing())
    .returning('code_key')
    .executeTakeFirst();
  return claimed !== undefined;
}
