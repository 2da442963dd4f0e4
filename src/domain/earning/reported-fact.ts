import type { Program } from '#domain/program/program.ts';
import { isAhead, isBeforeJoining, isTooLate, lateSalesDays } from '#domain/purchase/till-clock.ts';
import type { Refusal } from '#domain/refusal.ts';

/**
 * `taken`: it says how it is now. `overtaken`: something later was said before; it is kept, and changes nothing of how
 * it is.
 */
export type FactOutcome = 'taken' | 'overtaken';

/** Something that another system told, or took back, at a time of its own. */
interface Said {
  readonly at: number;
  readonly withdrawn: boolean;
}

/** Whether one says how it is, and not the other: the later one does, and of two at one time what takes it back. */
export const isLater = (one: Said, other: Said): boolean =>
  one.at > other.at || (one.at === other.at && one.withdrawn && !other.withdrawn);

/** Why a fact's own time is not taken; null: it is. A fact of the day of joining counts, as a sale does. */
export function factTimeRefusal(
  program: Pick<Program, 'lateSalesDays' | 'timeZone'>,
  { at, joinedAt, now }: { readonly at: number; readonly joinedAt: number; readonly now: number },
): Refusal | null {
  if (isAhead(at, now)) return { key: 'fact-ahead', now };
  if (isTooLate(program, at, now)) return { key: 'fact-late', days: lateSalesDays(program) };
  return isBeforeJoining(at, joinedAt, program.timeZone) ? { key: 'fact-early' } : null;
}
