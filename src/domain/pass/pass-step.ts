import type { Refusal } from '#domain/refusal.ts';
import { passStepAt, passStepMs } from './pass.ts';

/** So far back a value is still recognised: to say that it is old, and for a purchase, which is reported when it is paid. */
const knownMs = 60 * 60_000;

/** Now, half a minute before and after: for a scan at the edge of a step, and a clock that is a little off. */
export const stepsTaken = (at: number): readonly number[] =>
  [0, -1, 1].map((away) => passStepAt(at) + away);

/**
 * Steps whose values are recognised and not taken, the latest first. None is ahead of us: who guesses must not be
 * told which values will come true.
 */
export const stepsKnown = (at: number): readonly number[] =>
  Array.from({ length: knownMs / passStepMs - 1 }, (_, away) => passStepAt(at) - 2 - away);

/** Why a till can't take what was made in a step, or null. */
export const stepRefusal = (step: number, at: number): Refusal | null =>
  stepsTaken(at).includes(step) ? null : { key: 'pass-late' };

/**
 * A phone without signal can't know that its pass was taken, and goes on showing it: so long the same reward on the
 * same phone is the same wish, however often a scanner catches sight of it.
 */
export const passRepeatMs = 3 * 60_000;

/** A till that has scanned one in time may give it so long after: people ask, pack and pay in between. */
export const passHoldMs = 15 * 60_000;
