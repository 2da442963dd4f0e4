import type { Insertable, Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { SessionRow } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { knownRow } from '#server/storage/outage/tables-missing.ts';

export function sessionById(
  db: Kysely<Tables>,
  memberId: string,
  id: string,
): Promise<SessionRow | undefined> {
  return knownRow(
    db,
    db
      .selectFrom('sessions')
      .selectAll()
      .where('member_id', '=', memberId)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
}

/** The signed-in devices, the latest first: not ended, not too long unseen, not too old. */
export function liveSessions(
  db: Kysely<Tables>,
  memberId: string,
  since: { readonly seen: number; readonly created: number },
): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null)
    .where('seen_at', '>', since.seen)
    .where('created_at', '>', since.created)
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute();
}

export async function addSession(tx: Tx, session: Insertable<SessionRow>): Promise<void> {
  await tx.db.insertInto('sessions').values(session).execute();
}

export async function changeSession(
  tx: Tx,
  memberId: string,
  id: string,
  change: Partial<
    Pick<SessionRow, 'seen_at' | 'revoked_at' | 'placement' | 'placement_at' | 'pass_epoch'>
  >,
): Promise<void> {
  await tx.db
    .updateTable('sessions')
    .set(change)
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .execute();
}

/** Ends every session of a member, except `except`. @returns those that ended */
export async function revokeSessions(
  tx: Tx,
  memberId: string,
  { at, except }: { readonly at: number; readonly except: string | null },
): Promise<string[]> {
  let open = tx.db
    .updateTable('sessions')
    .set({ revoked_at: at })
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null);
  if (except !== null) open = open.where('id', '!=', except);
  const rows = await open.returning('id').execute();
  return rows.map(({ id }) => id);
}

/** The devices that may show a pass, then those that did before they were signed out; the latest first. */
export function passSessions(db: Kysely<Tables>, memberId: string): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('pass_epoch', 'is not', null)
    .orderBy((is) => is('revoked_at', 'is not', null))
    .orderBy('seen_at', 'desc')
    .limit(passPhonesAtMost)
    .execute();
}

/** More phones than anybody has; each one makes a guess a little more likely. */
const passPhonesAtMost = 20;
