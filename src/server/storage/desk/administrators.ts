import type { Insertable, Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AdministratorRow, DeskLinkRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** More than any shop has; a list reads no further. */
const administratorsAtMost = 500;

/** @returns false where somebody has the name, also one who was added at the same instant */
export async function addAdministrator(
  tx: Tx,
  row: Insertable<AdministratorRow>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('administrators')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

export function administratorById(
  db: Kysely<Tables>,
  id: string,
): Promise<AdministratorRow | undefined> {
  return db.selectFrom('administrators').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * When each administrator was invited whose name somebody else had before or has since; an id is absent where one person
 * alone ever had the name.
 * @param ids of whom to ask
 */
export async function invitedOfSharedNames(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('administrators as one')
    .select(['one.id', 'one.created_at'])
    .where('one.id', 'in', ids)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('administrators as other')
          .select('other.id')
          .whereRef('other.name_key', '=', 'one.name_key')
          .whereRef('other.id', '!=', 'one.id'),
      ),
    )
    .execute();
  return new Map(rows.map(({ id, created_at }) => [id, created_at]));
}

/** Who may open the desk, by name. */
export function liveAdministrators(db: Kysely<Tables>): Promise<AdministratorRow[]> {
  return db
    .selectFrom('administrators')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('name_key')
    .limit(administratorsAtMost)
    .execute();
}

/** The same, locked until the transaction ends: what two owners do to each other happens one after the other. */
export function administratorsForUpdate(tx: Tx): Promise<AdministratorRow[]> {
  const found = tx.db
    .selectFrom('administrators')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('id')
    .limit(administratorsAtMost);
  return (isPostgres(tx.db) ? found.forUpdate() : found).execute();
}

export async function changeAdministrator(
  tx: Tx,
  id: string,
  change: Partial<Pick<AdministratorRow, 'role' | 'ended_at' | 'name' | 'name_key'>>,
): Promise<void> {
  await tx.db.updateTable('administrators').set(change).where('id', '=', id).execute();
}

export async function addDeskLink(tx: Tx, row: Insertable<DeskLinkRow>): Promise<void> {
  await tx.db.insertInto('desk_links').values(row).execute();
}

/** A one-time link that can still be used. */
export function openDeskLink(
  db: Kysely<Tables>,
  hashes: readonly string[],
  at: number,
): Promise<DeskLinkRow | undefined> {
  return db
    .selectFrom('desk_links')
    .selectAll()
    .where('token_hash', 'in', hashes)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
}

/** Uses a link. @returns whether it could still be used; of two at once, one hears yes */
export async function spendDeskLink(tx: Tx, hash: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_links')
    .set({ used_at: at })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Withdraws every link of an administrator that nobody has used. */
export async function endDeskLinks(tx: Tx, administratorId: string, at: number): Promise<void> {
  await tx.db
    .updateTable('desk_links')
    .set({ used_at: at })
    .where('administrator_id', '=', administratorId)
    .where('used_at', 'is', null)
    .execute();
}
