import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MintConnectionRow } from '#server/storage/db/schema-mint.ts';
import type { Tx } from '#server/storage/db/store.ts';

export function mintConnectionOf(
  db: Kysely<Tables>,
  storeId: string,
): Promise<MintConnectionRow | undefined> {
  return db
    .selectFrom('mint_connections')
    .selectAll()
    .where('store_id', '=', storeId)
    .executeTakeFirst();
}

/** A store has one connection; a new key replaces the old one. */
export async function putMintConnection(tx: Tx, row: MintConnectionRow): Promise<void> {
  const { store_id, ...change } = row;
  await tx.db
    .insertInto('mint_connections')
    .values({ store_id, ...change })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet(change))
    .execute();
}

export async function removeMintConnection(tx: Tx, storeId: string): Promise<void> {
  await tx.db.deleteFrom('mint_connections').where('store_id', '=', storeId).execute();
}
