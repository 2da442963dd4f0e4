import { readDay, readInstant } from '#domain/values/instant.ts';
import { sortableTime } from '#i18n/sortable-time.ts';
import { AdminFault } from './admin-command.ts';

const unitsMs: Readonly<Record<string, number>> = {
  h: 60 * 60_000,
  d: 24 * 60 * 60_000,
};

/**
 * Reads a time as people type it: a day, a time of RFC 3339, or `36h` and `7d` ago.
 * @param now epoch milliseconds; absent: `36h` and `7d` are not accepted
 * @returns null when it is none of them
 */
export function instantOf(text: string, now?: number): number | null {
  const [, count, unit = ''] = /^(\d{1,4})([hd])$/.exec(text) ?? [];
  if (count !== undefined && now !== undefined) return now - Number(count) * (unitsMs[unit] ?? 0);
  return readDay(text) ?? readInstant(text);
}

/** A time for a terminal: in UTC, to the minute. */
export const textOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A time for a terminal, in the shop's time zone. */
export const localText = sortableTime;

/** @throws AdminFault when it is no time */
export function sinceOf(text: string, now: number): number {
  const since = instantOf(text, now);
  if (since === null) throw new AdminFault(`"${text}" is no time: say 7d, 12h or 2026-01-15.`);
  return since;
}
