/** Tills' clocks are a little off; more than this is a mistake that would buy a tier in the future. */
const slackMs = 5 * 60_000;

/** Whether what a till says has happened is still to come. */
export const isAhead = (at: number, now: number): boolean => at > now + slackMs;
