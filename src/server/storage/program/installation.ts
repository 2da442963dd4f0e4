import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The fingerprint of the SECRET_KEY that the database was made under; undefined: none is stored yet. */
export async function keyFingerprint(db: Kysely<Tables>): Promise<string | undefined> {
  const row = await db.selectFrom('installation').select('key_fingerprint').executeTakeFirst();
  return row?.key_fingerprint;
}

/** Stores it if there is none: of two that start at once, one is first. */
export async function leaveKeyFingerprint(tx: Tx, fingerprint: string): Promise<void> {
  await tx.db
    .insertInto('installation')
    .values({ id: 1, key_fingerprint: fingerprint })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function changeKeyFingerprint(tx: Tx, fingerprint: string): Promise<void> {
  await tx.db
    .insertInto('installation')
    .values({ id: 1, key_fingerprint: fingerprint })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ key_fingerprint: fingerprint }))
    .execute();
}
