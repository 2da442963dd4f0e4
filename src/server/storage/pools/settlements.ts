import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { SettlementRow, SettlementStoreRow } from '#server/storage/db/schema-pools.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Begins a settlement, or continues one. @returns its state before; undefined: it is new */
export async function openSettlement(
  tx: Tx,
  row: Omit<SettlementRow, 'finished_at'>,
): Promise<SettlementRow | undefined> {
  const before = await tx.db
    .selectFrom('settlements')
    .selectAll()
    .where('id', '=', row.id)
    .executeTakeFirst();
  await tx.db
    .insertInto('settlements')
    .values({ ...row, finished_at: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ finished_at: null }))
    .execute();
  return before;
}

export async function closeSettlement(tx: Tx, id: string, at: number): Promise<void> {
  await tx.db.updateTable('settlements').set({ finished_at: at }).where('id', '=', id).execute();
}

export function settlementStore(
  db: Kysely<Tables>,
  storeId: string,
): Promise<SettlementStoreRow | undefined> {
  return db
    .selectFrom('settlement_stores')
    .selectAll()
    .where('store_id', '=', storeId)
    .executeTakeFirst();
}

/** Stores the format of a store's files. */
export async function putFileFormat(tx: Tx, storeId: string, format: string): Promise<void> {
  await tx.db
    .insertInto('settlement_stores')
    .values({ store_id: storeId, format, settled_until: null })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet({ format }))
    .execute();
}

/** A store has reported everything up to this time. An earlier report stays valid. */
export async function raiseSettled(tx: Tx, storeId: string, until: number): Promise<void> {
  const known = await settlementStore(tx.db, storeId);
  const settled_until = Math.max(until, known?.settled_until ?? until);
  await tx.db
    .insertInto('settlement_stores')
    .values({ store_id: storeId, format: null, settled_until })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet({ settled_until }))
    .execute();
}

/** Up to when each store is settled; a store that never was is not in the map. */
export async function settledUntil(db: Kysely<Tables>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('settlement_stores')
    .select(['store_id', 'settled_until'])
    .execute();
  return new Map(
    rows.flatMap(({ store_id, settled_until }): [string, number][] =>
      settled_until === null ? [] : [[store_id, settled_until]],
    ),
  );
}
