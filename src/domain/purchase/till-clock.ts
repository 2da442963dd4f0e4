/** Tills' clocks may be a little fast. More than this is a mistake, which could buy a tier in the future. */
const slackMs = 5 * 60_000;

/** Whether a time that a till gives is in the future. */
export const isAhead = (at: number, now: number): boolean => at > now + slackMs;

/** A till that was offline reports late. What is older than a year counts towards no tier and is a mistake. */
const oldestMs = 366 * 24 * 60 * 60_000;

/** Few tills are offline for so long; a clock whose battery is empty is more likely. */
const lateMs = 31 * 24 * 60 * 60_000;

/** Whether a sale was reported so late that somebody should look at the till's clock. */
export const isLate = (soldAt: number, reportedAt: number): boolean => soldAt < reportedAt - lateMs;

/** How late a till that was offline may report a use: after a long weekend, but not after weeks. */
const redeemedLateMs = 7 * 24 * 60 * 60_000;

/** Whether a use that a till reports is too long ago to be redeemed now. */
export const isLongTaken = (at: number, now: number): boolean => at < now - redeemedLateMs;

/** Whether a till says that it used a voucher before it was issued. */
export const isBefore = (at: number, issuedAt: number): boolean => at < issuedAt - slackMs;

/** Whether something that a till reports is too long ago. */
export const isPast = (at: number, now: number): boolean => at < now - oldestMs;
