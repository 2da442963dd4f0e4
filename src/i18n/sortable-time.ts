/** A time to the minute as in 2026-12-01 09:30, in a time zone: the same in every language, and texts of later times are greater. */
export const sortableTime = (at: number, timeZone: string): string =>
  // Swedish puts the year first.
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
