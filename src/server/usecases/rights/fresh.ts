import { isFresh } from '#domain/people/session.ts';
import { Refused } from '#domain/refusal.ts';
import { sessionById } from '#server/storage/people/sessions.ts';
import { signInById } from '#server/storage/people/sign-ins.ts';
import { openChange } from '#server/usecases/ground/address-waits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
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
 * For what a stolen phone or cookie must not do alone. While an address can be taken back, a code shows only that
 * somebody reads the new mailbox, who may have got in by such a phone.
 * @throws Refused `sign-in-again`, `address-new`
 */
export async function demandFresh(context: Context, session: Session): Promise<void> {
  const change = await openChange(await readWork(context), session.memberId);
  if (change) throw new Refused({ key: 'address-new', at: change.ends_at });
  if (!(await isFreshSession(context, session))) throw new Refused({ key: 'sign-in-again' });
}
