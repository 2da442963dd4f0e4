const dayMs = 24 * 60 * 60_000;

/** A device stays signed in for this long after it was last seen: shoppers return after a season. */
export const sessionMs = 180 * dayMs;

/** The longest session, however often it is seen. Browsers keep no cookie longer. */
export const sessionAtMostMs = 400 * dayMs;

/** How long a scanned poster says where a member is. After that, they have gone home. */
export const placementMs = 4 * 60 * 60_000;

/** A session's last-seen time is written at most this often, so that reading a page seldom writes. */
export const seenEveryMs = 60 * 60_000;

/** For this long after signing in, a device may do what a stolen one must not: long enough to read a page. */
const freshMs = 15 * 60_000;

/** Whether somebody has just signed in. */
export const isFresh = (session: { createdAt: number }, at: number): boolean =>
  session.createdAt <= at && at < session.createdAt + freshMs;

/** Whether a session still lasts. */
export const lasts = (session: { createdAt: number; seenAt: number }, at: number): boolean =>
  at < Math.min(session.seenAt + sessionMs, session.createdAt + sessionAtMostMs);
