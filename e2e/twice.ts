/**
 * Starts a browser, each time with a profile of its own. One that a busy machine let down may try once more; what it
 * then does wrong is a fault, and is not tried again.
 */
export const startTwice = <Started>(start: () => Promise<Started>): Promise<Started> =>
  start().catch(start);
