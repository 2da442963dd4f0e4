import { paths } from '#contract/paths.ts';
import type { HandOver } from '#contract/sign-in-face.ts';
import { limits } from '#domain/limit.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { afterHandOverMatch, handOverState } from '#domain/people/hand-over.ts';
import { matchNumberFrom, signInMs, signInRefusal } from '#domain/people/sign-in.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { signInTopic } from '#server/storage/db/live.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import {
  addSignIn,
  holdSignIn,
  keepSignIn,
  signInById,
  toHandOver,
} from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { networkKey, noteSecurity } from '#server/usecases/ground/note-security.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { matrixOf } from '#server/vendors/symbols/matrix.ts';
import type { Session } from './session.ts';

/** Modules of white around a QR code, by its standard. */
const quiet = 4;

/**
 * Opens a sign-in request for another device of the member, and draws the code that leads there. The code alone lets
 * nobody in.
 * @param wish.opens the page to open on that device
 * @throws Refused `too-many-requests`
 */
export async function beginHandOver(
  context: Context,
  session: Session,
  wish: { opens: string; language: string },
): Promise<HandOver> {
  const [id, token] = [makeId(context), makeToken(context)];
  const row = await transact(context, async (work) => {
    const { memberId } = session;
    const key = context.secrets.hash('limit', memberId);
    refuseWhen(await countAgainst(work, limits.handOver, key, work.at));
    const made = await handOverRow(work, session, { ...wish, id, token });
    await addSignIn(work, made);
    return made;
  });
  const rows = await matrixOf('qr', context.publicUrl + paths.handOver(token));
  return { ...show(context, row), drawing: { symbology: 'qr', rows, quiet } };
}

async function handOverRow(
  work: Work,
  session: Session,
  { id, token, opens, language }: { id: string; token: string; opens: string; language: string },
): Promise<SignInRow> {
  const member = await memberById(work.db, session.memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  return {
    id,
    address: member.address,
    address_key: addressKey(member.address),
    // Hashed as another kind than a mail's link: whoever reads the code can do nothing that a mailbox's owner can.
    token_hash: work.context.secrets.hash('hand-over', token),
    // No mail was sent, so no code is right, and no browser has asked yet.
    code_hash: '',
    browser_hash: '',
    match_number: matchNumberFrom(work.context.randomBytes(4)),
    match_tried: 0,
    wrong_codes: 0,
    state: 'waiting',
    asked_at: work.at,
    store_id: null,
    placement: session.placement,
    browser: '',
    language,
    handed_by: session.id,
    opens,
    invitation: null,
  };
}

/**
 * A hand-over as the screen sees it that opened it.
 * @throws Refused `not-found` for any other
 */
export async function viewHandOver(
  context: Context,
  session: Session,
  id: string,
): Promise<HandOver> {
  const row = await signInById(context.store.read, id);
  return show(context, handedHere(row, session));
}

/**
 * Takes the number that the asking device shows, typed on the screen that showed the code. There is one try; if it is
 * right, that device may enter.
 * @throws Refused `match-incomplete`, `match-wrong`, `sign-in-ended`, or `not-found` for a hand-over of another screen
 */
export async function matchHandOver(
  context: Context,
  session: Session,
  wish: { id: string; number: string; networkAddress: string },
): Promise<HandOver> {
  const typed = typedDigits(wish.number);
  // A typing error does not use up the one try.
  if (!/^\d{3}$/.test(typed)) throw new Refused({ key: 'match-incomplete' });
  const refusal = await transact(context, async (work): Promise<Refusal | null> => {
    const row = handedHere(await holdSignIn(work, wish.id), session);
    const handOver = toHandOver(row);
    if (handOver.state === 'matched' || handOver.state === 'used') return null;
    const over = signInRefusal(handOver, work.at);
    if (over) return over;
    if (!handOver.claimed) return { key: 'match-wrong' };
    const outcome = afterHandOverMatch(handOver, Number(typed));
    // Not thrown inside the transaction, because the try must be stored.
    await keepSignIn(work, outcome.signIn);
    work.tell(signInTopic(wish.id));
    if (outcome.refusal) {
      const network = networkKey(context, wish.networkAddress);
      noteSecurity(context, 'hand-over-refused', { signInId: wish.id, network });
    }
    return outcome.refusal;
  });
  refuseWhen(refusal);
  return viewHandOver(context, session, wish.id);
}

function handedHere(row: SignInRow | undefined, session: Session): SignInRow {
  if (!row || row.handed_by !== session.id) throw new Refused({ key: 'not-found' });
  return row;
}

/** Never with the number: it must be read from the other device. */
const show = (context: Context, row: SignInRow): HandOver => ({
  id: row.id,
  state: handOverState(toHandOver(row), context.now()),
  browser: row.browser || null,
  endsAt: row.asked_at + signInMs,
  drawing: null,
});
