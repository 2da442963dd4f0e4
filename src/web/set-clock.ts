/** A larger difference than the network's correction of a clock ever makes. */
const slackMs = 10_000;

/** The phone's clock, and the browser's own counter, which nobody can set. */
export interface Beat {
  readonly phoneAt: number;
  readonly counted: number;
}

/**
 * Whether somebody has set the phone's clock between two beats.
 * @param slept the page was away in between: the counter may have stood still, so a clock that is ahead of it may be
 * right
 */
export function isClockSet(before: Beat, now: Beat, slept: boolean): boolean {
  const gainedMs = now.phoneAt - before.phoneAt - (now.counted - before.counted);
  return gainedMs < -slackMs || (gainedMs > slackMs && !slept);
}
