import { passStepAt, passStepMs } from './pass.ts';
import type { Refusal } from './refusal.ts';

/** So far back a value is still recognised: to say that it is old, and for a purchase, which is reported when it is paid. */
const knownMs = 60 * 60_000;
/** So far ahead a wrong clock is recognised. No further, or a guess would meet more values that come true. */
const aheadMs = 10 * 60_000;

/** Now, half a minute before and after: for a scan at the edge of a step, and a clock that is a little off. */
export const stepsTaken = (at: number): readonly number[] =>
  [0, -1, 1].map((away) => passStepAt(at) + away);

/** Steps whose values are recognised and not taken, the nearest first. */
export function stepsKnown(at: number): readonly number[] {
  const now = passStepAt(at);
  const before = Array.from({ length: knownMs / passStepMs - 1 }, (_, away) => now - 2 - away);
  const ahead = Array.from({ length: aheadMs / passStepMs - 1 }, (_, away) => now + 2 + away);
  return [...before, ...ahead];
}

/** Why a till can't take what was made in a step, or null. */
export function stepRefusal(step: number, at: number): Refusal | null {
  if (stepsTaken(at).includes(step)) return null;
  return { key: step < passStepAt(at) ? 'pass-late' : 'pass-clock' };
}

/**
 * A phone without signal can't know that its pass was taken, and goes on showing it: so long the same reward on the
 * same phone is the same wish, however often a scanner catches sight of it.
 */
export const passRepeatMs = 3 * 60_000;

/** A till that has scanned one in time may give it so long after: people ask, pack and pay in between. */
export const passHoldMs = 15 * 60_000;
