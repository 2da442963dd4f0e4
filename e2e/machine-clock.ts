import { dayAfter, dayOf, instantOfWall } from '#domain/values/calendar.ts';

const noonMs = 12 * 60 * 60_000;

/**
 * What to start a server and its commands with, so that on their machine it is noon, so many days from today: no message
 * waits for the morning then. Only the machine's clock is another; the product runs as it is.
 */
export function noonAfter(days: number, timeZone: string): Readonly<Record<string, string>> {
  const { year, month, day } = dayAfter(dayOf(Date.now(), timeZone), days);
  const noon = instantOfWall(Date.UTC(year, month - 1, day) + noonMs, timeZone);
  return clockAhead(noon - Date.now());
}

/** The same with a clock that is so many milliseconds ahead; negative: behind. */
export function clockAhead(ms: number): Readonly<Record<string, string>> {
  const script = `const now = Date.now; Date.now = () => now() + ${ms};`;
  return { NODE_OPTIONS: `--import="data:text/javascript,${encodeURIComponent(script)}"` };
}
