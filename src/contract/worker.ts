/** What the pages and the service worker agree on. */

/**
 * The cache of a member's documents. Together with the pass's key, it is all that a phone stores of them; signing out
 * deletes both.
 */
export const memberCache = 'member';

/** The IndexedDB database with the pass's key, which no script can read out of it. */
export const passDatabase = 'pass';

/** A cache that exists while the server has not confirmed a sign-out. It is empty. */
export const owedCache = 'sign-out-owed';

export type ToWorker =
  /** Documents to keep for a time without signal; vouchers that are not among them are deleted. */
  | { readonly type: 'keep'; readonly paths: readonly string[] }
  /** Deletes everything. The answer comes through the message's port when nothing is left. */
  | { readonly type: 'forget' }
  /**
   * The member signs out in this page: everything is deleted, and the server must be told. The answer comes through the
   * port at once: whether the worker will tell the server.
   */
  | { readonly type: 'sign-out' }
  /** Workbox's own word: the person agreed to the new version. */
  | { readonly type: 'SKIP_WAITING' };

/** Somebody signed out in another tab. */
export type FromWorker = { readonly type: 'signed-out' };
