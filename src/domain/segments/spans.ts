import { endOfDayAfterDays } from '#domain/values/calendar.ts';
import { periodAt } from '#domain/values/period.ts';
import { counted, dayMs, isInSegment, type SegmentMember } from './in-segment.ts';
import type { Segment, SegmentCondition, Window } from './segment.ts';

/** A time in which a member is in a segment, epoch milliseconds; `until` is the first instant after it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The end of what does not end: later than every date, and a whole number of every database. */
export const noEnd = Number.MAX_SAFE_INTEGER;

/** A member as they will be if nothing more is bought, told or given. */
export interface Foreseen {
  /** As they are at the first instant. Its purchases are those until then. */
  readonly member: SegmentMember;
  /** What they can spend at a later one. */
  readonly spendableAt: (at: number) => number;
  /** When that changes. */
  readonly pointTurns: readonly number[];
}

/** Somebody who buys every day would turn every day: what comes after so many turns is looked at then. */
const turnsAtMost = 48;

/**
 * When a member is in a segment, from an instant on, if nothing more is bought, told or given. `isInSegment` is asked at
 * each instant at which its answer can turn, and at no other.
 * @returns the spans in order, and until when they are known; what is true last goes on without an end
 */
export function spansOf(
  segment: Segment,
  { member, spendableAt, pointTurns }: Foreseen,
  { from, timeZone }: { readonly from: number; readonly timeZone: string },
): { readonly spans: readonly Span[]; readonly knownUntil: number } {
  const all = segment.all.flatMap((condition) =>
    condition.kind === 'points' ? pointTurns : turnsOf(condition, member, from, timeZone),
  );
  const turns = [...new Set(all)].filter((at) => at > from).sort((a, b) => a - b);
  const spans: Span[] = [];
  let open: number | null = null;
  for (const at of [from, ...turns.slice(0, turnsAtMost)]) {
    const isIn = isInSegment(segment, { ...member, spendable: spendableAt(at) }, at, timeZone);
    if (isIn) open ??= at;
    else if (open !== null) {
      spans.push({ from: open, until: at });
      open = null;
    }
  }
  if (open !== null) spans.push({ from: open, until: noEnd });
  return { spans, knownUntil: turns[turnsAtMost] ?? noEnd };
}

/** When the answer of a condition can turn after an instant. Points turn with the lots, and a tier is looked at when it changes. */
function turnsOf(
  condition: SegmentCondition,
  member: SegmentMember,
  from: number,
  timeZone: string,
): number[] {
  switch (condition.kind) {
    case 'bought':
    case 'not-bought':
    case 'spent': {
      const { within } = condition;
      if (!within) return [];
      return counted(condition, member, from, timeZone).map(({ at }) =>
        leaves(at, within, timeZone),
      );
    }
    case 'joined': {
      const { atLeastDays, atMostDays } = condition;
      return [
        ...(atLeastDays === undefined ? [] : [member.joinedAt + atLeastDays * dayMs]),
        ...(atMostDays === undefined ? [] : [member.joinedAt + (atMostDays + 1) * dayMs]),
      ];
    }
    default:
      return [];
  }
}

/** The first instant at which a purchase is not in a window any more. */
function leaves(at: number, within: Window, timeZone: string): number {
  if ('days' in within) return endOfDayAfterDays(at, within.days, timeZone);
  return periodAt(at, within.period, timeZone).endsAt ?? noEnd;
}
