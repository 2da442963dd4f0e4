/**
 * What somebody who looks after staff decided about a note of the watch list. A choice and no text: the list stays when a
 * member is erased, and what is said about a person belongs where it can be erased too.
 */
export const watchDecisions = [
  /** It has an innocent explanation. */
  'explained',
  /** Somebody has talked with them. */
  'talked',
  /** Nothing yet: they are looked at more closely. */
  'watching',
  /** Something followed from it. */
  'acted',
] as const;

export type WatchDecision = (typeof watchDecisions)[number];

export const isWatchDecision = (text: string): text is WatchDecision =>
  (watchDecisions as readonly string[]).includes(text);
