import type { Insertable, Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { EnrolmentRow, TillDeviceRow, TillRow } from '#server/storage/db/schema-till.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { knownRow } from '#server/storage/outage/tables-missing.ts';

/** The till with this key, or with this key until it was renewed. */
export function tillByKey(
  db: Kysely<Tables>,
  keyHashes: readonly string[],
  at: number,
): Promise<TillRow | undefined> {
  return knownRow(
    db,
    db
      .selectFrom('tills')
      .selectAll()
      .where('revoked_at', 'is', null)
      .where((is) =>
        is.or([
          is('key_hash', 'in', keyHashes),
          is.and([is('old_key_hash', 'in', keyHashes), is('old_key_until', '>', at)]),
        ]),
      )
      .executeTakeFirst(),
  );
}

export function tillById(db: Kysely<Tables>, id: string): Promise<TillRow | undefined> {
  return db.selectFrom('tills').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Whether a till's key has not been ended. The row is locked until the transaction ends: an ending waits for it, or it
 * waits for the ending. Requests of one till need not wait for each other.
 */
export async function holdLiveTill(tx: Tx, id: string): Promise<boolean> {
  const live = tx.db
    .selectFrom('tills')
    .select('id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null);
  return (await (isPostgres(tx.db) ? live.forShare() : live).executeTakeFirst()) !== undefined;
}

export async function changeTill(
  tx: Tx,
  id: string,
  change: Partial<Omit<TillRow, 'id' | 'store_id'>>,
): Promise<void> {
  await tx.db.updateTable('tills').set(change).where('id', '=', id).execute();
}

export async function hasTill(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db.selectFrom('tills').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Adds a till or gives it a new key. */
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

/** Uses a one-time link. @returns the link's row; undefined when it was used, has expired or never existed */
export function spendEnrolment(
  tx: Tx,
  tokenHashes: readonly string[],
  at: number,
): Promise<Pick<EnrolmentRow, 'till_id' | 'replaces'> | undefined> {
  return tx.db
    .updateTable('enrolments')
    .set({ used_at: at })
    .where('token_hash', 'in', tokenHashes)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['till_id', 'replaces'])
    .executeTakeFirst();
}

/** Withdraws links that were not used. @returns how many there were */
export async function withdrawEnrolments(
  tx: Tx,
  tillIds: readonly string[],
  at: number,
): Promise<number> {
  if (tillIds.length === 0) return 0;
  const { numUpdatedRows } = await tx.db
    .updateTable('enrolments')
    .set({ used_at: at })
    .where('till_id', 'in', tillIds)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function addDevice(tx: Tx, device: Insertable<TillDeviceRow>): Promise<void> {
  await tx.db.insertInto('till_devices').values(device).execute();
}

export function deviceByToken(
  db: Kysely<Tables>,
  tokenHashes: readonly string[],
): Promise<TillDeviceRow | undefined> {
  return knownRow(
    db,
    db
      .selectFrom('till_devices')
      .selectAll()
      .where('token_hash', 'in', tokenHashes)
      .where('revoked_at', 'is', null)
      .executeTakeFirst(),
  );
}

/** Every device that may act as a till, the latest one first. */
export function liveDevices(db: Kysely<Tables>): Promise<TillDeviceRow[]> {
  return db
    .selectFrom('till_devices')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('enrolled_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Stores the hash of a device's cookie under another key. */
export async function rekeyDevice(
  tx: Tx,
  id: string,
  change: Pick<TillDeviceRow, 'token_hash' | 'keyed_at'>,
): Promise<void> {
  await tx.db.updateTable('till_devices').set(change).where('id', '=', id).execute();
}

export function devicesOfTill(db: Kysely<Tables>, tillId: string): Promise<TillDeviceRow[]> {
  return db
    .selectFrom('till_devices')
    .selectAll()
    .where('till_id', '=', tillId)
    .where('revoked_at', 'is', null)
    .orderBy('enrolled_at')
    .execute();
}

export async function revokeDevice(tx: Tx, id: string, at: number): Promise<void> {
  await tx.db
    .updateTable('till_devices')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** The tills that have a key which somebody was shown, of the program in force and of others. */
export async function tillsWithKey(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('tills').select('id').where('revoked_at', 'is', null).execute();
  return new Set(rows.map(({ id }) => id));
}
