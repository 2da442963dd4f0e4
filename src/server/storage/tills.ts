import type { Insertable, Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { EnrolmentRow, TillDeviceRow, TillRow } from './schema-till.ts';
import type { Tx } from './store.ts';

export function tillByKey(db: Kysely<Tables>, keyHash: string): Promise<TillRow | undefined> {
  return db.selectFrom('tills').selectAll().where('key_hash', '=', keyHash).executeTakeFirst();
}

export async function hasTill(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db.selectFrom('tills').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Adds a till or gives it a new key; the old key is worth nothing from then on. */
export async function putTill(tx: Tx, till: Insertable<TillRow>): Promise<void> {
  const { id: _, ...change } = till;
  await tx.db
    .insertInto('tills')
    .values(till)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute();
}

export async function addEnrolment(tx: Tx, enrolment: Insertable<EnrolmentRow>): Promise<void> {
  await tx.db.insertInto('enrolments').values(enrolment).execute();
}

/** Uses a one-time link up. @returns its till, or null when it was used, is over or never was */
export async function spendEnrolment(
  tx: Tx,
  tokenHash: string,
  at: number,
): Promise<string | null> {
  const row = await tx.db
    .updateTable('enrolments')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('till_id')
    .executeTakeFirst();
  return row?.till_id ?? null;
}

export async function addDevice(tx: Tx, device: Insertable<TillDeviceRow>): Promise<void> {
  await tx.db.insertInto('till_devices').values(device).execute();
}

export function deviceByToken(
  db: Kysely<Tables>,
  tokenHash: string,
): Promise<TillDeviceRow | undefined> {
  return db
    .selectFrom('till_devices')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}
