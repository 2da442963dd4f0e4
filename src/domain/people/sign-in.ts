import type { Refusal } from '#domain/refusal.ts';

/** Long enough to find the mail; short, so that a forgotten mail is worthless. */
export const signInMs = 10 * 60_000;
/** Five of a million codes: an attacker's chance is one in 200,000 for each request. */
export const wrongCodesAtMost = 5;
/** Servers' clocks may be so far apart. A request from further ahead was made before the clock was set back. */
const clocksApartMs = 60_000;
/**
 * A number of three digits without a leading zero: 900 numbers, and one try. A mail robot that types a random number
 * lets the asker in once in 900 times. All numbers are equally likely.
 */
export const matchNumberFrom = (bytes: Uint8Array): number =>
  100 + (bytes.reduce((sum, byte) => sum * 256 + byte, 0) % 900);

/** The states of a sign-in request, as the asking browser and the mail's link see it. */
export type SignInState =
  | 'waiting'
  /** The right number was typed where the mail was opened: the asking browser may enter. */
  | 'matched'
  /** Somebody signed in with it. */
  | 'used'
  /** "This was not me", or too many wrong codes. */
  | 'ended';

export interface SignIn {
  readonly id: string;
  readonly state: SignInState;
  readonly askedAt: number;
  readonly wrongCodes: number;
  /** The one try at the number is used. The code and the asking browser still work. */
  readonly matchTried: boolean;
  readonly matchNumber: number;
}

/** Why a request can't be used any more; null: it can. */
export function signInRefusal(signIn: SignIn, at: number): Refusal | null {
  // A clock that was set back must not revive what was over by the time before.
  const over = at >= signIn.askedAt + signInMs || at < signIn.askedAt - clocksApartMs;
  if (over || signIn.state === 'used' || signIn.state === 'ended') return { key: 'sign-in-ended' };
  return null;
}

/** What a wrong code does: the refusal, and the new state. */
export function afterWrongCode(signIn: SignIn): { signIn: SignIn; refusal: Refusal } {
  const wrongCodes = signIn.wrongCodes + 1;
  const left = wrongCodesAtMost - wrongCodes;
  return left > 0
    ? { signIn: { ...signIn, wrongCodes }, refusal: { key: 'sign-in-code-wrong', left } }
    : { signIn: { ...signIn, wrongCodes, state: 'ended' }, refusal: { key: 'sign-in-ended' } };
}

/**
 * What typing a number in another browser does. A wrong number ends only this way: a mail scanner that types something
 * must not use up the link.
 */
export function afterMatch(
  signIn: SignIn,
  typed: number,
): { signIn: SignIn; refusal: Refusal | null } {
  if (signIn.matchTried) return { signIn, refusal: { key: 'match-wrong' } };
  const right = typed === signIn.matchNumber;
  return {
    signIn: { ...signIn, matchTried: true, state: right ? 'matched' : signIn.state },
    refusal: right ? null : { key: 'match-wrong' },
  };
}
