import type { Insertable, Kysely } from 'kysely';
import type { SignIn } from '#domain/sign-in.ts';
import type { SignInRow, Tables } from './schema.ts';
import type { Tx } from './store.ts';

export function signInById(db: Kysely<Tables>, id: string): Promise<SignInRow | undefined> {
  return db.selectFrom('sign_ins').selectAll().where('id', '=', id).executeTakeFirst();
}

export function signInByToken(
  db: Kysely<Tables>,
  tokenHash: string,
): Promise<SignInRow | undefined> {
  return db
    .selectFrom('sign_ins')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function addSignIn(tx: Tx, row: Insertable<SignInRow>): Promise<void> {
  await tx.db.insertInto('sign_ins').values(row).execute();
}

/**
 * Keeps what a step made of a request, if nobody else took a step in between.
 * @returns false when somebody did; the caller's step did not happen then
 */
export async function stepSignIn(tx: Tx, before: SignInRow, after: SignIn): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('sign_ins')
    .set({
      state: after.state,
      wrong_codes: after.wrongCodes,
      match_tried: after.matchTried ? 1 : 0,
    })
    .where('id', '=', before.id)
    .where('state', '=', before.state)
    .where('wrong_codes', '=', before.wrong_codes)
    .where('match_tried', '=', before.match_tried)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export const toSignIn = (row: SignInRow): SignIn => ({
  id: row.id,
  state: row.state,
  askedAt: row.asked_at,
  wrongCodes: row.wrong_codes,
  matchTried: row.match_tried === 1,
  matchNumber: row.match_number,
});

/** Requests hold addresses of people who may never have joined: they go when they are over. */
export async function forgetSignIns(tx: Tx, askedBefore: number): Promise<void> {
  await tx.db.deleteFrom('sign_ins').where('asked_at', '<', askedBefore).execute();
}
