import type { Some } from '#contract/desk/desk-webhooks.ts';

/** Where counting ends: whoever knows that there are so many knows enough. */
export const someAtMost = 1_000;

/** @param rows one more than that, if there are more */
export const some = (rows: readonly unknown[]): Some => ({
  count: Math.min(rows.length, someAtMost),
  more: rows.length > someAtMost,
});
