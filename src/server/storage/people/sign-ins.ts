import { type Insertable, type Kysely, sql } from 'kysely';
import type { HandOver } from '#domain/people/hand-over.ts';
import type { SignIn } from '#domain/people/sign-in.ts';
import { isPostgres, purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';

export function signInById(db: Kysely<Tables>, id: string): Promise<SignInRow | undefined> {
  return db.selectFrom('sign_ins').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * The request, locked until the transaction ends: of two taps at once the second sees what the first did. SQLite has
 * one writer anyway.
 */
export function holdSignIn(tx: Tx, id: string): Promise<SignInRow | undefined> {
  const found = tx.db.selectFrom('sign_ins').selectAll().where('id', '=', id);
  return (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst();
}

export function signInByToken(
  db: Kysely<Tables>,
  tokenHashes: readonly string[],
): Promise<SignInRow | undefined> {
  return db
    .selectFrom('sign_ins')
    .selectAll()
    .where('token_hash', 'in', tokenHashes)
    .executeTakeFirst();
}

export async function addSignIn(tx: Tx, row: Insertable<SignInRow>): Promise<void> {
  await tx.db.insertInto('sign_ins').values(row).execute();
}

/** Stores a request's new state. The caller has locked it. */
export async function keepSignIn(tx: Tx, after: SignIn): Promise<void> {
  await tx.db
    .updateTable('sign_ins')
    .set({
      state: after.state,
      wrong_codes: after.wrongCodes,
      match_tried: after.matchTried ? 1 : 0,
    })
    .where('id', '=', after.id)
    .execute();
}

/** Makes a browser the one that asks, of a request that was opened for whoever comes. The caller has locked it. */
export async function claimSignIn(
  tx: Tx,
  id: string,
  by: Pick<SignInRow, 'browser_hash' | 'browser' | 'language'>,
): Promise<void> {
  await tx.db.updateTable('sign_ins').set(by).where('id', '=', id).execute();
}

/** Gives a browser's open requests its new secret. */
export async function moveSignIns(tx: Tx, from: readonly string[], to: string): Promise<void> {
  await tx.db
    .updateTable('sign_ins')
    .set({ browser_hash: to })
    .where('browser_hash', 'in', from)
    .where('state', 'in', ['waiting', 'matched'])
    .execute();
}

export const toSignIn = (row: SignInRow): SignIn => ({
  id: row.id,
  state: row.state,
  askedAt: row.asked_at,
  wrongCodes: row.wrong_codes,
  matchTried: row.match_tried === 1,
  matchNumber: row.match_number,
});

export const toHandOver = (row: SignInRow): HandOver => ({
  ...toSignIn(row),
  claimed: row.browser_hash !== '',
});

/** Deletes requests that are over: they hold addresses of people who may never have joined. */
export const forgetSignIns = (tx: Tx, askedBefore: number): Promise<number> =>
  purgeSome(tx.db, 'sign_ins', sql`asked_at < ${askedBefore}`);

/** Deletes the requests of one address. */
export async function deleteSignInsOf(tx: Tx, addressKey: string): Promise<void> {
  await tx.db.deleteFrom('sign_ins').where('address_key', '=', addressKey).execute();
}
