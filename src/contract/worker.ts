/** What the pages and the service worker agree on. */

/** Documents of a member. With the pass's key it is all that a phone stores of them; sign-out deletes both whole. */
export const memberCache = 'member';

/** The IndexedDB database of the pass's key, which no script can read out of it. */
export const passDatabase = 'pass';

/** There is a sign-out that the server has not confirmed yet. It holds nothing. */
export const owedCache = 'sign-out-owed';

export type ToWorker =
  /** Documents to have at hand without signal; vouchers that are not among them are dropped. */
  | { readonly type: 'keep'; readonly paths: readonly string[] }
  /** Answered through the port that comes with it once nothing is left. */
  | { readonly type: 'forget' }
  /** The member signs out in this page: nothing is left, and the sign-out is owed. Answered at once through the port with whether it is. */
  | { readonly type: 'sign-out' }
  /** Workbox's own word: the person agreed to the new version. */
  | { readonly type: 'SKIP_WAITING' };

/** Somebody signed out in another tab. */
export type FromWorker = { readonly type: 'signed-out' };
