import type { Program } from '#domain/program/program.ts';

/** What an associate may undo within a shift without a second person. */
export interface UndoLimit {
  readonly count: number;
  readonly points: number;
}

/** The limit when the program gives none: several times what the watch list notes. */
const usualUndoLimit: UndoLimit = { count: 10, points: 5_000 };

/**
 * The limit above which a second associate must agree that a redemption is undone; null: it stays below.
 * @param before what the associate has undone within the last 12 hours, whoever agreed
 * @param points what would come back now
 */
export function undoneAlone(
  { secondPersonUndone = usualUndoLimit }: Pick<Program, 'secondPersonUndone'>,
  before: UndoLimit,
  points: number,
): UndoLimit | null {
  const above =
    before.count + 1 > secondPersonUndone.count ||
    before.points + points > secondPersonUndone.points;
  return above ? secondPersonUndone : null;
}
