import { sql } from 'kysely';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { FormerAddressRow } from '#server/storage/db/schema-referrals.ts';
import type { Tx } from '#server/storage/db/store.ts';

export async function putFormerAddress(tx: Tx, row: FormerAddressRow): Promise<void> {
  await tx.db
    .insertInto('former_addresses')
    .values(row)
    .onConflict((conflict) => conflict.column('address_hash').doUpdateSet({ ends_at: row.ends_at }))
    .execute();
}

/** @param hashes of one address, under each key */
export async function wasMembers(tx: Tx, hashes: readonly string[], at: number): Promise<boolean> {
  const found = await tx.db
    .selectFrom('former_addresses')
    .select('address_hash')
    .where('address_hash', 'in', hashes)
    .where('ends_at', '>', at)
    .executeTakeFirst();
  return found !== undefined;
}

/** Deletes some of those whose time is over at `at` (`purgeSome`). */
export const purgeFormerAddresses = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'former_addresses', sql`ends_at <= ${at}`);
