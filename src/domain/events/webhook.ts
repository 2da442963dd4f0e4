import type { EventKind } from './event.ts';

/**
 * Standard Webhooks 1.0: what an endpoint wants to hear, and what becomes of a delivery after each attempt.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Between one attempt and the next; the first is made at once, and after the last there is no other. */
const pausesMs = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

export const attemptsAtMost = pausesMs.length + 1;

/** Up to a tenth longer, so that what failed together does not come back together. */
const jitterShare = 0.1;
/** An endpoint may ask for a pause, but not for ever. */
const pauseAtMostMs = 24 * hour;
/** A secret that was replaced signs beside the new one for so long. */
export const oldSecretMs = 24 * hour;

/** What an endpoint was added for. */
export interface Subscription {
  /** Null: every kind. */
  readonly kinds: readonly EventKind[] | null;
  /** Null: every store's, and what happens at none. */
  readonly storeId: string | null;
}

export const isFor = (
  { kinds, storeId }: Subscription,
  event: { kind: EventKind; storeId: string | null },
): boolean =>
  (kinds === null || kinds.includes(event.kind)) && (storeId === null || storeId === event.storeId);

/** What one attempt came to. */
export type Answer =
  | { readonly outcome: 'taken' }
  /** 410: it never wants to hear of us again. */
  | { readonly outcome: 'gone' }
  | {
      readonly outcome: 'not-taken';
      /** A few words for whoever looks after it; nothing that the other side wrote. */
      readonly reason: string;
      /** It asked for a pause, for everything that goes there. */
      readonly pauseMs: number | null;
    };

export type NextStep =
  | { readonly step: 'done' }
  | { readonly step: 'again'; readonly at: number; readonly pausedUntil: number | null }
  | { readonly step: 'give-up'; readonly disable: string | null };

/**
 * What follows an attempt.
 * @param attempt counts from 1
 * @param chance from 0 to 1
 * @param takenSince whether the endpoint took anything since this delivery began: then it lives, and only
 *   this delivery is given up
 */
export function afterAttempt(
  answer: Answer,
  { attempt, at, chance, takenSince }: Attempt,
): NextStep {
  if (answer.outcome === 'taken') return { step: 'done' };
  if (answer.outcome === 'gone') return { step: 'give-up', disable: 'It answered 410: gone.' };
  const pause = pausesMs[attempt - 1];
  if (pause === undefined) {
    const reason = `It took nothing in ${attemptsAtMost} attempts, last: ${answer.reason}.`;
    return { step: 'give-up', disable: takenSince ? null : reason };
  }
  const next = at + Math.round(pause * (1 + jitterShare * chance));
  if (answer.pauseMs === null) return { step: 'again', at: next, pausedUntil: null };
  const pausedUntil = at + Math.min(answer.pauseMs, pauseAtMostMs);
  return { step: 'again', at: Math.max(next, pausedUntil), pausedUntil };
}

export interface Attempt {
  readonly attempt: number;
  readonly at: number;
  readonly chance: number;
  readonly takenSince: boolean;
}
