import type { Insertable, Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { DeskSessionRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

export async function addDeskSession(tx: Tx, row: Insertable<DeskSessionRow>): Promise<void> {
  await tx.db.insertInto('desk_sessions').values(row).execute();
}

export function deskSessionById(
  db: Kysely<Tables>,
  id: string,
): Promise<DeskSessionRow | undefined> {
  return db.selectFrom('desk_sessions').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function changeDeskSession(
  tx: Tx,
  id: string,
  change: Partial<Pick<DeskSessionRow, 'seen_at' | 'token_hash' | 'ended_at'>>,
): Promise<void> {
  await tx.db.updateTable('desk_sessions').set(change).where('id', '=', id).execute();
}

/** Signs an administrator out everywhere, or where one passkey was used. @returns how many sessions were open */
export async function endDeskSessionsOf(
  tx: Tx,
  administratorId: string,
  at: number,
  passkeyId?: string,
): Promise<number> {
  let open = tx.db
    .updateTable('desk_sessions')
    .set({ ended_at: at })
    .where('administrator_id', '=', administratorId)
    .where('ended_at', 'is', null);
  if (passkeyId !== undefined) open = open.where('passkey_id', '=', passkeyId);
  const { numUpdatedRows } = await open.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The sessions of an administrator that may still last, the latest first. */
export function openDeskSessions(
  db: Kysely<Tables>,
  administratorId: string,
  createdAfter: number,
): Promise<DeskSessionRow[]> {
  return db
    .selectFrom('desk_sessions')
    .selectAll()
    .where('administrator_id', '=', administratorId)
    .where('ended_at', 'is', null)
    .where('created_at', '>', createdAfter)
    .orderBy('seen_at', 'desc')
    .limit(50)
    .execute();
}
