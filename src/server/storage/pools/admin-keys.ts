import type { Insertable, Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AdminKeyRow } from '#server/storage/db/schema-pools.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { knownRow } from '#server/storage/outage/tables-missing.ts';

export async function addAdminKey(tx: Tx, row: Insertable<AdminKeyRow>): Promise<void> {
  await tx.db.insertInto('admin_keys').values(row).execute();
}

export function adminKeyByHash(
  db: Kysely<Tables>,
  keyHashes: readonly string[],
): Promise<AdminKeyRow | undefined> {
  return knownRow(
    db,
    db.selectFrom('admin_keys').selectAll().where('key_hash', 'in', keyHashes).executeTakeFirst(),
  );
}

/** All keys, by name. */
export const adminKeys = (db: Kysely<Tables>): Promise<AdminKeyRow[]> =>
  db.selectFrom('admin_keys').selectAll().orderBy('name').orderBy('created_at').execute();

/** Stores the hash of a key under another SECRET_KEY. */
export async function rekeyAdminKey(
  tx: Tx,
  id: string,
  change: Pick<AdminKeyRow, 'key_hash' | 'keyed_at'>,
): Promise<void> {
  await tx.db.updateTable('admin_keys').set(change).where('id', '=', id).execute();
}

/** Deletes every key of a name. @returns how many there were */
export async function removeAdminKeys(tx: Tx, name: string): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('admin_keys')
    .where('name', '=', name)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
