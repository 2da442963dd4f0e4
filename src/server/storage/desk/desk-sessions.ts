import type { Insertable, Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { DeskSessionRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { knownRow } from '#server/storage/outage/tables-missing.ts';

export async function addDeskSession(tx: Tx, row: Insertable<DeskSessionRow>): Promise<void> {
  await tx.db.insertInto('desk_sessions').values(row).execute();
}

export function deskSessionById(
  db: Kysely<Tables>,
  id: string,
): Promise<DeskSessionRow | undefined> {
  return knownRow(
    db,
    db.selectFrom('desk_sessions').selectAll().where('id', '=', id).executeTakeFirst(),
  );
}

/** The same, locked until the transaction ends. */
export function deskSessionForUpdate(tx: Tx, id: string): Promise<DeskSessionRow | undefined> {
  const found = tx.db.selectFrom('desk_sessions').selectAll().where('id', '=', id);
  return knownRow(tx.db, (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst());
}

export async function changeDeskSession(
  tx: Tx,
  id: string,
  change: Partial<Pick<DeskSessionRow, 'seen_at' | 'token_hash'>>,
): Promise<void> {
  await tx.db.updateTable('desk_sessions').set(change).where('id', '=', id).execute();
}

/** Signs out in one browser. */
export async function endDeskSessionAt(tx: Tx, id: string, at: number): Promise<void> {
  await tx.db.updateTable('desk_sessions').set({ ended_at: at }).where('id', '=', id).execute();
  await forgetAsked(tx, [id]);
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
  const ended = (await open.returning('id').execute()).map(({ id }) => id);
  await forgetAsked(tx, ended);
  return ended.length;
}

/** What was asked of a passkey in these sessions, and what it has proved there, is worth nothing after them. */
async function forgetAsked(tx: Tx, sessions: readonly string[]): Promise<void> {
  if (sessions.length === 0) return;
  await tx.db.deleteFrom('desk_challenges').where('bound_to', 'in', sessions).execute();
  await tx.db.deleteFrom('desk_proofs').where('session_id', 'in', sessions).execute();
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
