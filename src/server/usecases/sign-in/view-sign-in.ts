import type { SignInLink, SignInWaiting } from '#contract/sign-in-face.ts';
import { type SignInState, signInMs, signInRefusal } from '#domain/people/sign-in.ts';
import { storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { signInById, signInByToken, toSignIn } from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/**
 * A sign-in request as the browser that asked sees it.
 * @throws Refused `sign-in-ended` when there is none, `no-cookies` or `other-browser` when this browser did not ask
 */
export async function viewWaiting(
  context: Context,
  wish: { id: string; browserSecret: string | null; memberId: string | null },
): Promise<SignInWaiting> {
  const row = await signInById(context.store.read, wish.id);
  if (!row) throw new Refused({ key: 'sign-in-ended' });
  if (wish.browserSecret === null) throw new Refused({ key: 'no-cookies' });
  if (!isAsking(context, row, wish.browserSecret)) throw new Refused({ key: 'other-browser' });
  // The member may have signed in by this mail or another one: either way the waiting page goes on.
  const known = await memberIdByAddress(context.store.read, row.address_key);
  const isHere = known !== undefined && known === wish.memberId;
  return showWaiting(context, row, isHere && (row.state === 'used' || !isAgain(row)));
}

/** Asked for by a member who was signed in: that they still are is no answer. */
const isAgain = ({ opens, handed_by }: SignInRow): boolean => opens !== null && handed_by === null;

/**
 * What a mail's link leads to. Looking at it changes nothing, however often and whoever looks.
 * @throws Refused `sign-in-ended` when the link is not ours or was deleted
 */
export async function viewLink(
  context: Context,
  wish: { token: string; browserSecret: string | null },
): Promise<SignInLink> {
  const row = await rowOfLink(context, wish.token);
  const { program } = await readWork(context);
  return {
    state: shownState(context, row),
    sameBrowser: isAsking(context, row, wish.browserSecret),
    matchTried: row.match_tried === 1,
    store: storeOf(program, row.store_id)?.name ?? null,
    browser: row.browser || null,
    askedAt: row.asked_at,
  };
}

/** @throws Refused `sign-in-ended` */
export async function rowOfLink(context: Context, token: string): Promise<SignInRow> {
  const hashes = context.secrets.hashes('sign-in-link', token);
  const row = await signInByToken(context.store.read, hashes);
  if (!row) throw new Refused({ key: 'sign-in-ended' });
  return row;
}

export const isAsking = (
  { secrets }: Pick<Context, 'secrets'>,
  row: SignInRow,
  browserSecret: string | null,
): boolean => browserSecret !== null && secrets.isHash('browser', browserSecret, row.browser_hash);

export const showWaiting = (
  context: Context,
  row: SignInRow,
  signedIn: boolean,
): SignInWaiting => ({
  id: row.id,
  state: shownState(context, row),
  // Whoever comes by a hand-over's code learns no address.
  address: row.handed_by === null ? row.address : '',
  matchNumber: row.match_number,
  sender: context.mailer.from,
  endsAt: row.asked_at + signInMs,
  signedIn,
  opens: row.opens,
});

function shownState(context: Context, row: SignInRow): SignInState {
  const over = row.state !== 'used' && signInRefusal(toSignIn(row), context.now()) !== null;
  return over ? 'ended' : row.state;
}
