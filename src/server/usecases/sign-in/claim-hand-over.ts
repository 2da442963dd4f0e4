import type { HandedPage, SignInWaiting } from '#contract/sign-in-face.ts';
import { handOverState } from '#domain/people/hand-over.ts';
import { Refused } from '#domain/refusal.ts';
import type { SessionRow, SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { sessionById } from '#server/storage/people/sessions.ts';
import {
  claimSignIn,
  holdSignIn,
  moveSignIns,
  signInById,
  signInByToken,
  toHandOver,
} from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeToken } from '#server/usecases/ground/make-id.ts';
import { type ReadWork, transact } from '#server/usecases/ground/work.ts';
import { isLive } from './session.ts';
import { showWaiting } from './view-sign-in.ts';

/**
 * What a hand-over's code leads to. Looking at it changes nothing, and tells nothing of the member.
 * @param wish.memberId who is signed in on this device: if it is the same member, the page can open at once
 */
export async function viewHandedPage(
  context: Context,
  wish: { token: string; memberId: string | null },
): Promise<HandedPage> {
  const work = { db: context.store.read, at: context.now() };
  const row = await rowOfCode(context, wish.token);
  const handing = row && (await sessionHanding(work, row));
  if (!row || !handing) return { state: 'over', browser: null, opens: null };
  return {
    state: handOverState(toHandOver(row), work.at) === 'open' ? 'open' : 'over',
    browser: handing.browser || null,
    opens: handing.member_id === wish.memberId ? row.opens : null,
  };
}

interface ClaimWish {
  readonly token: string;
  readonly language: string;
  readonly browser: string | null;
  /** The secret that this browser had until now; null: it has none. */
  readonly heldSecret: string | null;
}

/**
 * Makes this browser the one that asks: it gets a number to show, and waits, as after asking for a mail. The first one
 * that comes uses the code up.
 * @throws Refused `hand-over-ended` when the code is used up or too old, or its screen was signed out
 */
export async function claimHandOver(
  context: Context,
  wish: ClaimWish,
): Promise<{ waiting: SignInWaiting; browserSecret: string }> {
  const browserSecret = makeToken(context);
  const { hash, hashes } = context.secrets;
  const found = await rowOfCode(context, wish.token);
  const id = await transact(context, async (work) => {
    const row = found && (await holdSignIn(work, found.id));
    if (!row || handOverState(toHandOver(row), work.at) !== 'open')
      throw new Refused({ key: 'hand-over-ended' });
    // Nobody could type the number any more.
    if (!(await sessionHanding(work, row))) throw new Refused({ key: 'hand-over-ended' });
    // As when it asks for a mail: a secret that was placed in it beforehand is useless.
    if (wish.heldSecret !== null)
      await moveSignIns(work, hashes('browser', wish.heldSecret), hash('browser', browserSecret));
    await claimSignIn(work, row.id, {
      browser_hash: hash('browser', browserSecret),
      browser: wish.browser ?? '',
      language: wish.language,
    });
    return row.id;
  });
  const row = await signInById(context.store.read, id);
  if (!row) throw new Error('a hand-over vanished');
  return { waiting: showWaiting(context, row, false), browserSecret };
}

/**
 * The session of the screen that opened a hand-over; null when it is over, or the address is another member's now:
 * nobody joins by a hand-over.
 */
export async function sessionHanding(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  row: SignInRow,
): Promise<SessionRow | null> {
  const memberId = await memberIdByAddress(db, row.address_key);
  if (memberId === undefined || row.handed_by === null) return null;
  const handing = await sessionById(db, memberId, row.handed_by);
  return handing && isLive(handing, at) ? handing : null;
}

const rowOfCode = (context: Context, token: string): Promise<SignInRow | undefined> =>
  signInByToken(context.store.read, context.secrets.hashes('hand-over', token));
