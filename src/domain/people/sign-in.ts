import type { Refusal } from '#domain/refusal.ts';

/** Long enough to find the mail, short enough that a forgotten one is worth nothing. */
export const signInMs = 10 * 60_000;
/** Five wrong of a million codes: an attacker's chance stays at one in 200,000 a request. */
export const wrongCodesAtMost = 5;
/**
 * Three digits, never a leading zero: 900 numbers, one try. A mail robot that types a number lets the asker in once in
 * 900 times. Of four bytes each number is as likely as the next.
 */
export const matchNumberFrom = (bytes: Uint8Array): number =>
  100 + (bytes.reduce((sum, byte) => sum * 256 + byte, 0) % 900);

/** A request to sign in, as the browser that asked and the mail's link both see it. */
export type SignInState =
  | 'waiting'
  /** The mail was opened elsewhere and the right number typed: the asking browser may enter. */
  | 'matched'
  /** Somebody signed in by it. */
  | 'used'
  /** "This was not me", or too many wrong codes. */
  | 'ended';

export interface SignIn {
  readonly id: string;
  readonly state: SignInState;
  readonly askedAt: number;
  readonly wrongCodes: number;
  /** The one try at the match number is gone. The code and the asking browser still work. */
  readonly matchTried: boolean;
  readonly matchNumber: number;
}

/** Why a request leads nowhere any more, or null. */
export function signInRefusal(signIn: SignIn, at: number): Refusal | null {
  const over = at >= signIn.askedAt + signInMs;
  if (over || signIn.state === 'used' || signIn.state === 'ended') return { key: 'sign-in-ended' };
  return null;
}

/** What a wrong code does: the refusal to say and the state to keep. */
export function afterWrongCode(signIn: SignIn): { signIn: SignIn; refusal: Refusal } {
  const wrongCodes = signIn.wrongCodes + 1;
  const left = wrongCodesAtMost - wrongCodes;
  return left > 0
    ? { signIn: { ...signIn, wrongCodes }, refusal: { key: 'sign-in-code-wrong', left } }
    : { signIn: { ...signIn, wrongCodes, state: 'ended' }, refusal: { key: 'sign-in-ended' } };
}

/**
 * What a match number typed in another browser comes to. Wrong takes only this way away: a mail scanner
 * that types something must not be able to use the link up.
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
