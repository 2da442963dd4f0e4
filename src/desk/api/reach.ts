import type { SegmentCounts } from '#contract/desk/desk-figures.ts';
import type { FileContents, FileValue } from '#contract/desk/desk-program.ts';
import { listAt, textAt } from './file-content.ts';

/** How many members are in at least one of some segments. */
interface Reach {
  /** A member may be in several: in the largest at least, and in none of them twice at most. */
  readonly least: number;
  readonly most: number;
  readonly isAbout: boolean;
}

interface Known {
  readonly counts: SegmentCounts['segments'];
  /** The program that is looked at, and the one in force, whose segments were counted. */
  readonly content: FileContents;
  readonly inForce: FileContents;
}

/**
 * How many members a reward or a rule is for, by the segments that it names.
 * @returns 'uncounted': the conditions of one are so new that it is not counted; null: it names none, or one that the
 * program in force has in other words, or has not
 */
export function reachOf(
  named: readonly FileValue[],
  { counts, content, inForce }: Known,
): Reach | 'uncounted' | null {
  const found = named.map((id) =>
    isSame(id, content, inForce) ? counts.find((one) => one.id === id) : undefined,
  );
  const known = found.flatMap((one) => one ?? []);
  if (known.length === 0 || known.length < found.length) return null;
  const members = known.flatMap((one) => one.members ?? []);
  if (members.length < known.length) return 'uncounted';
  return {
    least: Math.max(...members),
    most: members.reduce((sum, one) => sum + one, 0),
    isAbout: known.some(({ isAbout }) => isAbout),
  };
}

/** Whether a segment asks for the same in both, written in the same way. */
function isSame(id: FileValue, content: FileContents, inForce: FileContents): boolean {
  const asked = (program: FileContents) =>
    listAt(program, ['segments']).find((one) => textAt(one, ['id']) === id);
  const [own, counted] = [asked(content), asked(inForce)];
  return (
    own !== undefined &&
    counted !== undefined &&
    JSON.stringify(listAt(own, ['all'])) === JSON.stringify(listAt(counted, ['all']))
  );
}
