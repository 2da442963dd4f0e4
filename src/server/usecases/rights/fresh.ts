import { isFresh } from '#domain/people/session.ts';
import { Refused } from '#domain/refusal.ts';
import { sessionById } from '#server/storage/people/sessions.ts';
import { signInById } from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';

/**
 * Whether somebody has just shown, on this device, that the member's mailbox is theirs. A hand-over shows only that
 * another device is signed in, which may be the stolen one. The request has the session's id, and is kept for a day.
 */
export async function isFreshSession(context: Context, session: Session): Promise<boolean> {
  const { read } = context.store;
  const row = await sessionById(read, session.memberId, session.id);
  if (!row || !isFresh({ createdAt: row.created_at }, context.now())) return false;
  const request = await signInById(read, session.id);
  return request !== undefined && request.handed_by === null;
}

/**
 * For what a stolen phone or cookie must not do alone.
 * @throws Refused `sign-in-again`
 */
export async function demandFresh(context: Context, session: Session): Promise<void> {
  if (!(await isFreshSession(context, session))) throw new Refused({ key: 'sign-in-again' });
}
