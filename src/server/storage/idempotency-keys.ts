import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { IdempotencyKeyRow } from './schema-till.ts';
import type { Tx } from './store.ts';

/** A till that was off for its holidays may still ask again. */
const keptMs = 30 * 24 * 60 * 60_000;

export function findKey(
  db: Kysely<Tables>,
  tillId: string,
  key: string,
): Promise<IdempotencyKeyRow | undefined> {
  return db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('till_id', '=', tillId)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** @returns false when the till's key has an answer already, kept by somebody in between */
export async function putKey(tx: Tx, row: IdempotencyKeyRow): Promise<boolean> {
  const kept = await tx.db
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) => conflict.columns(['till_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return kept !== undefined;
}

/** Forgets answers older than 30 days at `at`. */
export async function purgeKeys(tx: Tx, at: number): Promise<void> {
  await tx.db
    .deleteFrom('idempotency_keys')
    .where('at', '<', at - keptMs)
    .execute();
}
