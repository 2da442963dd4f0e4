import { startOfDay } from '#domain/values/calendar.ts';
import { readTime } from '#domain/values/date-format.ts';
import { readDay, readInstant } from '#domain/values/instant.ts';
import type { Cell } from './cell.ts';
import { refuse } from './faulty.ts';

/** How a file writes days, and where they begin. */
interface Whence {
  /** As `domain/values/date-format.ts` says; null: as 2026-12-31, or as RFC 3339 writes instants. */
  readonly dates: string | null;
  readonly program: { readonly timeZone: string };
}

/** An instant; of a day, its first instant or the first one after it. */
export function timeIn(cell: Cell, { dates, program }: Whence, of: 'start' | 'end'): number {
  const { text } = cell;
  const { timeZone } = program;
  const instant = readInstant(text);
  if (instant !== null) return instant;
  const asDay = dates === null ? readDay(text) : dayIn(text, dates);
  if (asDay === null) return refuse('time', cell);
  const day = new Date(asDay);
  const plus = of === 'end' ? 1 : 0;
  return startOfDay(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + plus, timeZone);
}

const dayMs = 24 * 60 * 60_000;

/** The day of a text in a format, as if it were UTC. A time of day behind it is left out. */
function dayIn(text: string, format: string): number | null {
  const at = readTime(text, format, 'UTC');
  return at === null ? null : Math.floor(at / dayMs) * dayMs;
}

/** An instant that is not to come. */
export function pastIn(
  cell: Cell | undefined,
  rules: Whence & { readonly at: number },
): number | null {
  if (!cell) return null;
  const at = timeIn(cell, rules, 'start');
  return at > rules.at ? refuse('time-ahead', cell) : at;
}
