import type { Refusal } from '#domain/refusal.ts';
import { passStepAt, passStepMs } from './pass-value.ts';

/**
 * For so long an old value is still recognised: to say that it is old, and because a purchase is reported after
 * payment.
 */
const knownMs = 60 * 60_000;

/** The present step and its neighbours: a scan may come at the edge of a step, and a clock may be a little wrong. */
export const stepsTaken = (at: number): readonly number[] =>
  [0, -1, 1].map((away) => passStepAt(at) + away);

/**
 * Old steps, whose values are recognised but not accepted, the latest first. Future steps are not among them: a guesser
 * must not learn which values will come true.
 */
export const stepsKnown = (at: number): readonly number[] =>
  Array.from({ length: knownMs / passStepMs - 1 }, (_, away) => passStepAt(at) - 2 - away);

/** Why a till can't accept a pass of this step; null: it can. */
export const stepRefusal = (step: number, at: number): Refusal | null =>
  stepsTaken(at).includes(step) ? null : { key: 'pass-late' };

/**
 * A phone without signal does not know that its pass was taken and keeps showing it. For so long, the same reward on
 * the same phone is the same wish, however often it is scanned.
 */
export const passRepeatMs = 3 * 60_000;

/** After a scan in time, a till may give the reward for so long: people ask, pack and pay in between. */
export const passHoldMs = 15 * 60_000;
