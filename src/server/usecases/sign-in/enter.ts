import { afterWrongCode, signInRefusal, wrongCodesAtMost } from '#domain/people/sign-in.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedCode } from '#domain/scan/typed-digits.ts';
import { signInTopic } from '#server/storage/db/live.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { holdSignIn, keepSignIn, toSignIn } from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { networkKey, noteSecurity } from '#server/usecases/ground/note-security.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { type Asker, takeGuess } from '#server/usecases/sign-in/heed-sign-in-limits.ts';
import { knownBy, makeKnown } from '#server/usecases/sign-in/known-browser.ts';
import { sessionHanding } from './claim-hand-over.ts';
import { joinOrFind } from './join.ts';
import {
  endSessionInto,
  type NewSession,
  resumeSession,
  type Session,
  startSession,
} from './session.ts';
import { ownerBefore, tellOfDevice } from './tell-device.ts';
import { isAsking, rowOfLink } from './view-sign-in.ts';

interface Browser {
  readonly browserSecret: string | null;
  readonly browser: string | null;
  /** The cookie that recognises a browser on which an address was signed in. */
  readonly known: string | null;
  /** The session that this browser had: it ends when another one starts. */
  readonly replaced: Session | null;
}

/** A request that this browser made: so the browser has a secret. */
interface Asked {
  readonly row: SignInRow;
  readonly browserSecret: string;
}

/** A session, and the cookie that recognises this browser when it asks to sign in again. */
export interface SignedIn extends NewSession {
  readonly known: string;
  /** The page that was handed over; null: the wallet opens. */
  readonly opens: string | null;
}

type Entered = { readonly session: SignedIn } | { readonly refusal: Refusal };

/**
 * Signs the asking browser in by the code of the mail. Five wrong codes end the request. Wrong codes over all requests
 * count against the network.
 * @throws Refused `sign-in-code-wrong` with the tries left, `sign-in-ended`, `no-cookies`, `other-browser`, `busy`
 */
export async function enterByCode(
  context: Context,
  wish: Browser & Asker & { id: string; code: string },
): Promise<SignedIn> {
  const typed = typedCode(wish.code);
  const outcome = await transact(context, async (work): Promise<Entered> => {
    const asked = await askedHere(work, wish.id, wish.browserSecret);
    const { row } = asked;
    // A typing error takes no try away.
    if (typed === null) {
      refuseWhen(signInRefusal(toSignIn(row), work.at));
      return { refusal: { key: 'sign-in-code-wrong', left: wrongCodesAtMost - row.wrong_codes } };
    }
    const guess = await takeGuess(work, wish, row.address_key);
    if ('refusal' in guess) {
      noteSecurity(context, 'sign-in-limited', from(context, wish, row));
      return guess;
    }
    if (context.secrets.isHash('sign-in-code', `${row.id}/${typed}`, row.code_hash)) {
      await guess.giveBack();
      return { session: await enter(work, asked, wish) };
    }
    refuseWhen(signInRefusal(toSignIn(row), work.at));
    const { signIn, refusal } = afterWrongCode(toSignIn(row));
    await keepSignIn(work, signIn);
    noteSecurity(context, 'sign-in-code-wrong', from(context, wish, row));
    // Not thrown inside the transaction, because the count of wrong codes must be stored.
    return { refusal };
  });
  if ('refusal' in outcome) throw new Refused(outcome.refusal);
  return outcome.session;
}

/** The request, and the key of the network that sent it: the same for the same line, and it tells nothing else. */
const from = (context: Context, asker: Asker, { id }: SignInRow) => ({
  signInId: id,
  network: networkKey(context, asker.networkAddress),
});

/**
 * Signs in by the mail's link, only in the browser that asked.
 * @throws Refused `sign-in-ended` or `other-browser`
 */
export async function enterByLink(
  context: Context,
  wish: Browser & { token: string },
): Promise<SignedIn> {
  const { id } = await rowOfLink(context, wish.token);
  return transact(context, async (work) => {
    const asked = await askedHere(work, id, wish.browserSecret);
    return enter(work, asked, wish);
  });
}

/**
 * Signs in the waiting browser, after somebody typed its number where the mail was opened.
 * @throws Refused `sign-in-ended` or `other-browser`; `match-wrong` while nobody typed it
 */
export function enterMatched(context: Context, wish: Browser & { id: string }): Promise<SignedIn> {
  return transact(context, async (work) => {
    const asked = await askedHere(work, wish.id, wish.browserSecret);
    if (asked.row.state === 'waiting') {
      refuseWhen(signInRefusal(toSignIn(asked.row), work.at));
      throw new Refused({ key: 'match-wrong' });
    }
    return enter(work, asked, wish);
  });
}

async function askedHere(work: Work, id: string, browserSecret: string | null): Promise<Asked> {
  const row = await holdSignIn(work, id);
  if (!row) throw new Refused({ key: 'sign-in-ended' });
  if (browserSecret === null) throw new Refused({ key: 'no-cookies' });
  if (!isAsking(work.context, row, browserSecret)) throw new Refused({ key: 'other-browser' });
  return { row, browserSecret };
}

async function enter(
  work: Work,
  { row, browserSecret }: Asked,
  { browser, known: cookie, replaced }: Browser,
): Promise<SignedIn> {
  const known = makeKnown(work.context, row.address_key);
  const again = row.state === 'used' ? await enteredBefore(work, row, browserSecret) : null;
  const { opens } = row;
  if (again) return { ...again, known, opens };
  refuseWhen(signInRefusal(toSignIn(row), work.at));
  await keepSignIn(work, { ...toSignIn(row), state: 'used' });
  const owner = await ownerBefore(work, row.address_key);
  const memberId =
    row.handed_by === null
      ? await joinOrFind(work, row)
      : (await sessionHanding(work, row))?.member_id;
  if (!memberId) throw new Refused({ key: 'sign-in-ended' });
  work.tell(signInTopic(row.id));
  const { id: signInId, placement } = row;
  if (owner && knownBy(work.context, cookie, row.address_key) === null)
    await tellOfDevice(work, owner, { id: row.id, browser });
  if (replaced) await endSessionInto(work, replaced);
  noteSecurity(work.context, 'signed-in', { memberId, signInId });
  const wish = { signInId, browserSecret, memberId, browser, placement };
  return { ...(await startSession(work, wish)), known, opens };
}

/**
 * The session that this request started before. A double tap, two tabs or a retry in the same browser is no error and
 * gets the same session. Signing out ends that too.
 */
async function enteredBefore(
  work: Work,
  row: SignInRow,
  browserSecret: string,
): Promise<NewSession | null> {
  const memberId = await memberIdByAddress(work.db, row.address_key);
  if (memberId === undefined) return null;
  return resumeSession(work, { memberId, signInId: row.id, browserSecret });
}
