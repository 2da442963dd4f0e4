import type { Limit } from '#domain/limit.ts';
import { countUp } from '#server/storage/people/limits.ts';
import { noteSecurity, type SecurityEvent } from './note-security.ts';
import type { Work } from './work.ts';

/** Whose guesses they are, and what the log calls them. */
interface Guesser {
  readonly memberId: string;
  readonly security: Extract<SecurityEvent, 'check-in-guessed' | 'claim-guessed'>;
}

/**
 * Counts a wrong try of a member, who is locked, against each limit. The one that fills a limit is a line of the log:
 * those after it are refused before they are counted. A rollback takes the count back, as with `countUp`.
 */
export async function countWrongTry(
  work: Work,
  guesser: Guesser,
  limits: readonly Limit[],
): Promise<void> {
  for (const limit of limits) {
    const { count } = await countUp(work, limit, guesser.memberId, work.at);
    noteWhenFull(work, guesser, limit, count);
  }
}

/** Writes down the wrong try that fills a limit, also one that several members fill together. */
export function noteWhenFull(
  { context }: Work,
  { memberId, security }: Guesser,
  { atMost, windowMs }: Limit,
  count: number,
): void {
  if (count !== atMost) return;
  noteSecurity(context, security, { memberId, limit: atMost, minutes: windowMs / 60_000 });
}
