import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { InstallationRow } from '#server/storage/db/schema-events.ts';
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

export type Installation = InstallationRow;

/** Everything about the key, and what it began; undefined: no server has started on the database yet. */
export const installationRow = (db: Kysely<Tables>): Promise<Installation | undefined> =>
  db.selectFrom('installation').selectAll().executeTakeFirst();

/** Puts the database under another key. */
export async function turnKey(tx: Tx, change: Omit<InstallationRow, 'id'>): Promise<void> {
  await tx.db.updateTable('installation').set(change).execute();
}

export async function noteTurnEnded(tx: Tx, at: number): Promise<void> {
  await tx.db.updateTable('installation').set({ turn_ended_at: at }).execute();
}

/** Whether nobody has written down yet from when on the ledger's entries have links. */
export async function isChainToBegin(db: Kysely<Tables>): Promise<boolean> {
  const row = await db.selectFrom('installation').select('chain_beginning').executeTakeFirst();
  return row !== undefined && row.chain_beginning === null;
}

/** Writes it down unless somebody has: of two that start at once, one is first. */
export async function leaveChainBeginning(tx: Tx, beginning: string): Promise<void> {
  await tx.db
    .updateTable('installation')
    .set({ chain_beginning: beginning })
    .where('chain_beginning', 'is', null)
    .execute();
}

/** Begins the chain anew under another key, because under that nobody can check the links there are. */
export async function forgetChain(tx: Tx): Promise<void> {
  const none = { chain_beginning: null, turned: null, turn_ended_at: null };
  await tx.db.updateTable('installation').set(none).execute();
  await tx.db.updateTable('members').set({ chain_head: null, chain_base: null }).execute();
}
