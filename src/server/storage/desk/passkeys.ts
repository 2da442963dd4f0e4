import { type Insertable, type Kysely, sql } from 'kysely';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { DeskChallengeRow, DeskProofRow, PasskeyRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** @returns false where the database has a passkey of this id, which is somebody's */
export async function addPasskey(tx: Tx, row: Insertable<PasskeyRow>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('passkeys')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

export function passkeyById(db: Kysely<Tables>, id: string): Promise<PasskeyRow | undefined> {
  return db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst();
}

export function passkeysOf(db: Kysely<Tables>, administratorId: string): Promise<PasskeyRow[]> {
  return db
    .selectFrom('passkeys')
    .selectAll()
    .where('administrator_id', '=', administratorId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(50)
    .execute();
}

/** Stores the counter that a passkey signed. @returns false where another answer was stored meanwhile */
export async function notePasskeyUse(
  tx: Tx,
  passkey: Pick<PasskeyRow, 'id' | 'counter'>,
  use: Pick<PasskeyRow, 'counter' | 'used_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('passkeys')
    .set(use)
    .where('id', '=', passkey.id)
    .where('counter', '=', passkey.counter)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

export async function removePasskey(
  tx: Tx,
  passkey: Pick<PasskeyRow, 'id' | 'administrator_id'>,
): Promise<void> {
  await tx.db
    .deleteFrom('passkeys')
    .where('id', '=', passkey.id)
    .where('administrator_id', '=', passkey.administrator_id)
    .execute();
}

/** Takes every passkey of somebody away. @returns how many there were */
export async function removePasskeysOf(tx: Tx, administratorId: string): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('passkeys')
    .where('administrator_id', '=', administratorId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function addChallenge(tx: Tx, row: Insertable<DeskChallengeRow>): Promise<void> {
  await tx.db.insertInto('desk_challenges').values(row).execute();
}

/** Takes a question away, so that it is answered once. */
export function takeChallenge(tx: Tx, challenge: string): Promise<DeskChallengeRow | undefined> {
  return tx.db
    .deleteFrom('desk_challenges')
    .where('challenge', '=', challenge)
    .returningAll()
    .executeTakeFirst();
}

export async function keepProof(tx: Tx, row: Insertable<DeskProofRow>): Promise<void> {
  await tx.db
    .insertInto('desk_proofs')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['session_id', 'act', 'subject'])
        .doUpdateSet({ expires_at: row.expires_at }),
    )
    .execute();
}

export async function hasProof(
  db: Kysely<Tables>,
  { session_id, act, subject }: Pick<DeskProofRow, 'session_id' | 'act' | 'subject'>,
  at: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('desk_proofs')
    .select('expires_at')
    .where('session_id', '=', session_id)
    .where('act', '=', act)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row !== undefined && row.expires_at > at;
}

/** Deletes questions whose time is over, some at once. @returns how many there were */
export const purgeChallenges = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'desk_challenges', sql`expires_at <= ${at}`);

/** The same for passkeys that were shown again. */
export const purgeProofs = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'desk_proofs', sql`expires_at <= ${at}`);
