import type { EventKind } from './event.ts';

/**
 * Standard Webhooks 1.0: which events an endpoint wants, and what happens to a delivery after each attempt.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The pauses between attempts. The first attempt is made at once; after the last pause there is one more. */
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

/** Each pause is up to a tenth longer, so that deliveries that failed together do not return together. */
const jitterShare = 0.1;
/** The longest pause that an endpoint may ask for. */
const pauseAtMostMs = 24 * hour;
/** For this long a replaced secret signs beside the new one. */
export const oldSecretMs = 24 * hour;

/** What an endpoint wants. */
export interface Subscription {
  /** Null: every kind. */
  readonly kinds: readonly EventKind[] | null;
  /** Null: every store's events, and those of no store. */
  readonly storeId: string | null;
}

export const isFor = (
  { kinds, storeId }: Subscription,
  event: { kind: EventKind; storeId: string | null },
): boolean =>
  (kinds === null || kinds.includes(event.kind)) && (storeId === null || storeId === event.storeId);

/** The result of one attempt. */
export type Answer =
  | { readonly outcome: 'taken' }
  /** Status 410: the endpoint wants no more deliveries. */
  | { readonly outcome: 'gone' }
  | {
      readonly outcome: 'not-taken';
      /** A few words for the administrator; never text of the other side. */
      readonly reason: string;
      /** The endpoint asked for a pause, for all its deliveries. */
      readonly pauseMs: number | null;
    };

export type NextStep =
  | { readonly step: 'done' }
  | { readonly step: 'again'; readonly at: number; readonly pausedUntil: number | null }
  | { readonly step: 'give-up'; readonly disable: string | null };

/**
 * What happens after an attempt.
 * @param attempt counts from 1
 * @param chance from 0 to 1
 * @param takenSince whether the endpoint accepted anything since this delivery began: then it works, and only this
 * delivery is given up
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
