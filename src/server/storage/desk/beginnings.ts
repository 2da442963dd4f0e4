import type { Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { BeginningRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** How the shop began; undefined: not at the desk. */
export const beginningRow = (db: Kysely<Tables>): Promise<BeginningRow | undefined> =>
  db.selectFrom('beginnings').selectAll().executeTakeFirst();

/** The same, locked until the transaction ends: of two who save a step at once, one is second. */
export function beginningForUpdate(tx: Tx): Promise<BeginningRow | undefined> {
  const found = tx.db.selectFrom('beginnings').selectAll();
  return (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst();
}

/** @returns false where one has begun, also at the same instant */
export async function addBeginning(tx: Tx, row: Omit<BeginningRow, 'id'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('beginnings')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

export async function changeBeginning(
  tx: Tx,
  change: Partial<Omit<BeginningRow, 'id' | 'began_at'>>,
): Promise<void> {
  await tx.db.updateTable('beginnings').set(change).execute();
}
