import type { Some } from '#contract/desk/desk-webhooks.ts';

/** Where counting ends: whoever knows that there are so many knows enough. */
export const someAtMost = 1_000;

/** @param counted how many there are, at most one more than that */
export const some = (counted: number): Some => ({
  count: Math.min(counted, someAtMost),
  more: counted > someAtMost,
});
