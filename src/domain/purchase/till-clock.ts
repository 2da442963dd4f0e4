/** Tills' clocks are a little off; more than this is a mistake that would buy a tier in the future. */
const slackMs = 5 * 60_000;

/** Whether what a till says has happened is still to come. */
export const isAhead = (at: number, now: number): boolean => at > now + slackMs;

/** A till that was offline for long reports late; what is older than a year counts towards no tier, and is a mistake. */
const oldestMs = 366 * 24 * 60 * 60_000;

/** Whether what a till says has happened is too long ago to be reported now. */
export const isPast = (at: number, now: number): boolean => at < now - oldestMs;
