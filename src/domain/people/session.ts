const dayMs = 24 * 60 * 60_000;

/** A device stays signed in this long after it was last seen: shoppers come back after a season. */
export const sessionMs = 180 * dayMs;

/** And no longer than this however often it is seen; browsers keep no cookie longer either. */
export const sessionAtMostMs = 400 * dayMs;

/** So long a poster's scan says where a member is; longer, and they have gone home. */
export const placementMs = 4 * 60 * 60_000;

/** A session is noted as seen at most this often, so that reading a page is seldom a write. */
export const seenEveryMs = 60 * 60_000;

/** Whether a session that was begun then, and seen then, still lasts. */
export const lasts = (session: { createdAt: number; seenAt: number }, at: number): boolean =>
  at < Math.min(session.seenAt + sessionMs, session.createdAt + sessionAtMostMs);
