const minuteMs = 60_000;

/** A desk left alone is signed out after this time. */
export const deskIdleMs = 60 * minuteMs;

/** The longest session at the desk: a working day. */
export const deskSessionMs = 12 * 60 * minuteMs;

/** When it was last seen is written at most this often. */
export const deskSeenEveryMs = minuteMs;

/** How long a one-time link to the desk is good. */
export const deskLinkMs = 24 * 60 * minuteMs;

/** How long a browser may take to show a passkey. */
export const challengeMs = 5 * minuteMs;

/** Whether a session at the desk still lasts. */
export const deskLasts = (
  session: { readonly createdAt: number; readonly seenAt: number },
  at: number,
): boolean => at < Math.min(session.seenAt + deskIdleMs, session.createdAt + deskSessionMs);
