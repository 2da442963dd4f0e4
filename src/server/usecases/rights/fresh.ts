import { isFresh } from '#domain/people/session.ts';
import { Refused } from '#domain/refusal.ts';
import { sessionById } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';

/** Whether somebody has just shown, on this device, that the member's mailbox is theirs. */
export async function isFreshSession(context: Context, session: Session): Promise<boolean> {
  const row = await sessionById(context.store.read, session.memberId, session.id);
  return row !== undefined && isFresh({ createdAt: row.created_at }, context.now());
}

/**
 * For what a stolen phone or cookie must not do alone.
 * @throws Refused `sign-in-again`
 */
export async function demandFresh(context: Context, session: Session): Promise<void> {
  if (!(await isFreshSession(context, session))) throw new Refused({ key: 'sign-in-again' });
}
