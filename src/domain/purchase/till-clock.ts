/** Tills' clocks are a little off; more than this is a mistake that would buy a tier in the future. */
const slackMs = 5 * 60_000;

/** Whether what a till says has happened is still to come. */
export const isAhead = (at: number, now: number): boolean => at > now + slackMs;

/** A till that was offline for long reports late; what is older than a year counts towards no tier, and is a mistake. */
const oldestMs = 366 * 24 * 60 * 60_000;

/** So late a queue of an offline till is rare, and a clock that runs on an empty battery is not. */
const lateMs = 31 * 24 * 60 * 60_000;

/** Whether a sale was so long ago when it was reported that somebody should look at the till's clock. */
export const isLate = (soldAt: number, reportedAt: number): boolean => soldAt < reportedAt - lateMs;

/** A till that was offline redeems what it took then for so long: over a long weekend, and not out of an old drawer. */
const redeemedLateMs = 7 * 24 * 60 * 60_000;

/** Whether what a till says it took is too long ago to be redeemed now. */
export const isLongTaken = (at: number, now: number): boolean => at < now - redeemedLateMs;

/** Whether a till says that it took something before it was there. */
export const isBefore = (at: number, issuedAt: number): boolean => at < issuedAt - slackMs;

/** Whether what a till says has happened is too long ago to be reported now. */
export const isPast = (at: number, now: number): boolean => at < now - oldestMs;
