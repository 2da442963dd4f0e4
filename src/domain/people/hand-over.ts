import { afterMatch, type SignIn, signInRefusal } from '#domain/people/sign-in.ts';
import type { Refusal } from '#domain/refusal.ts';

/**
 * A hand-over is a sign-in request that a signed-in screen opens for another device, which comes to it by a QR code
 * instead of a mail. Whoever sees the code may ask; only the number that the asking device shows, typed on the screen
 * that showed the code, lets it in.
 */
export interface HandOver extends SignIn {
  /** Whether a device has come by the code. It is the only one: the code is used up. */
  readonly claimed: boolean;
}

/** As the screen that shows the code sees it. */
export type HandOverState =
  /** The code can be scanned. */
  | 'open'
  /** A device asks to be let in. */
  | 'claimed'
  /** Its number was typed here: it may enter. */
  | 'done'
  /** By time, or because a number was wrong. */
  | 'over';

export function handOverState(handOver: HandOver, at: number): HandOverState {
  if (handOver.state === 'matched' || handOver.state === 'used') return 'done';
  if (signInRefusal(handOver, at)) return 'over';
  return handOver.claimed ? 'claimed' : 'open';
}

/** What the number does that was typed beside the code. A wrong one ends all: a new code is one press away. */
export function afterHandOverMatch(
  handOver: HandOver,
  typed: number,
): { signIn: SignIn; refusal: Refusal | null } {
  const { signIn, refusal } = afterMatch(handOver, typed);
  return refusal ? { signIn: { ...signIn, state: 'ended' }, refusal } : { signIn, refusal };
}
