import type { Insertable, Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AssociateRow, ShiftRow } from '#server/storage/db/schema-till.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The associates of a store, by name. */
export function associatesOf(db: Kysely<Tables>, storeId: string): Promise<AssociateRow[]> {
  return db
    .selectFrom('associates')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('revoked_at', 'is', null)
    .orderBy('name')
    .execute();
}

/**
 * The associates of a store at a time, those who have left since among them. Also those who came after it: no row says
 * when somebody came, and an act for the own account shortly before it is worth a look as well.
 */
export function associatesThen(
  db: Kysely<Tables>,
  storeId: string,
  at: number,
): Promise<AssociateRow[]> {
  return db
    .selectFrom('associates')
    .selectAll()
    .where('store_id', '=', storeId)
    .where((eb) => eb.or([eb('revoked_at', 'is', null), eb('revoked_at', '>=', at)]))
    .execute();
}

/** Everybody who may sign in at a till, by store and name. */
export function liveAssociates(db: Kysely<Tables>): Promise<AssociateRow[]> {
  return db
    .selectFrom('associates')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('store_id')
    .orderBy('name')
    .execute();
}

export function associateById(db: Kysely<Tables>, id: string): Promise<AssociateRow | undefined> {
  return db.selectFrom('associates').selectAll().where('id', '=', id).executeTakeFirst();
}

/** An associate, locked until the transaction ends: wrong PINs that come at once count one by one. */
export function associateForUpdate(tx: Tx, id: string): Promise<AssociateRow | undefined> {
  const found = tx.db.selectFrom('associates').selectAll().where('id', '=', id);
  return (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst();
}

export async function addAssociate(tx: Tx, associate: Insertable<AssociateRow>): Promise<void> {
  await tx.db.insertInto('associates').values(associate).execute();
}

export async function changeAssociate(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      AssociateRow,
      'wrong_tries' | 'locked_until' | 'address_key' | 'pin_hash' | 'keyed_at' | 'revoked_at'
    >
  >,
): Promise<void> {
  await tx.db.updateTable('associates').set(change).where('id', '=', id).execute();
}

export async function addShift(tx: Tx, shift: Insertable<ShiftRow>): Promise<void> {
  await tx.db.insertInto('shifts').values(shift).execute();
}

export function shiftByToken(
  db: Kysely<Tables>,
  tokenHashes: readonly string[],
): Promise<ShiftRow | undefined> {
  return db
    .selectFrom('shifts')
    .selectAll()
    .where('token_hash', 'in', tokenHashes)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** Ends the open shifts of a device or of an associate. @returns whose they were, and on which device */
export async function endShifts(
  tx: Tx,
  whose: { deviceId: string } | { associateId: string },
  at: number,
): Promise<Pick<ShiftRow, 'device_id' | 'associate_id'>[]> {
  const open = tx.db.updateTable('shifts').set({ ended_at: at }).where('ended_at', 'is', null);
  const theirs =
    'deviceId' in whose
      ? open.where('device_id', '=', whose.deviceId)
      : open.where('associate_id', '=', whose.associateId);
  return theirs.returning(['device_id', 'associate_id']).execute();
}

/** An associate's shifts, the latest first. */
export function shiftsOf(
  db: Kysely<Tables>,
  associateId: string,
  limit: number,
): Promise<ShiftRow[]> {
  return db
    .selectFrom('shifts')
    .selectAll()
    .where('associate_id', '=', associateId)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
}

/** The open shift on a device, if there is one. */
export function openShiftOn(db: Kysely<Tables>, deviceId: string): Promise<ShiftRow | undefined> {
  return db
    .selectFrom('shifts')
    .selectAll()
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** The stores in which somebody can sign in at a till. */
export async function storesWithAssociates(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('associates')
    .select('store_id')
    .distinct()
    .where('revoked_at', 'is', null)
    .execute();
  return new Set(rows.map(({ store_id }) => store_id));
}
