import type { QueryName } from './page.ts';

/** How the service worker answers a visit to an address. */
export type Strategy =
  /** A member's own page: the worker shows what it has kept, at once, and fetches the page anew. */
  | 'stale-while-revalidate'
  /** The network first; if it fails, the wallet is better than nothing. */
  | 'network-first'
  /**
   * The network only, because nothing of this page is kept. Without signal the page is drawn from the wallet, or the
   * worker says that there is no connection.
   */
  | 'network-only'
  /** The worker does nothing: tills, their API, links in mails, the inbox. */
  | 'untouched';

/** One page of the shopper's app. */
interface Row<Pattern extends string> {
  /** Its address, with `:name` for a part that varies. */
  readonly pattern: Pattern;
  /**
   * Who may open it. Strangers are asked to sign in first for a member's page, which also follows the member's changes.
   */
  readonly who: 'anyone' | 'member';
  /** The data in its document, besides the visit; a page for anyone may have them only for a member. */
  readonly data: QueryName | null;
  /** The kind of page, which decides its words and its script. For a stranger every page has the kind `arrival`. */
  readonly words: 'arrival' | 'shopper' | 'rewards' | 'voucher' | 'card' | 'account';
  readonly strategy: Strategy;
}

const row = <
  const P extends string,
  const W extends Row<P>['who'],
  const D extends Row<P>['data'],
  const S extends Row<P>['words'],
>(
  pattern: P,
  who: W,
  data: D,
  words: S,
  strategy: Strategy,
) => ({ pattern, who, data, words, strategy });

/**
 * The shopper's pages, one row for each. The server's routes, the router, links, words, the worker and the following of
 * changes are derived from it; a missing part is a compile error. A poster's address is upper case and short, so that
 * its QR code stays in alphanumeric mode and small.
 */
export const pages = {
  home: row('/', 'anyone', 'wallet', 'shopper', 'network-first'),
  poster: row('/P/:placement', 'anyone', 'wallet', 'shopper', 'network-first'),
  signIn: row('/sign-in', 'anyone', null, 'arrival', 'network-only'),
  waiting: row('/sign-in/:signInId', 'anyone', 'waiting', 'arrival', 'network-only'),
  link: row('/s/:token', 'anyone', 'link', 'arrival', 'untouched'),
  handOver: row('/h/:token', 'anyone', 'handed', 'arrival', 'untouched'),
  wallet: row('/wallet', 'member', 'wallet', 'shopper', 'stale-while-revalidate'),
  scan: row('/scan', 'member', 'wallet', 'card', 'stale-while-revalidate'),
  rewards: row('/rewards', 'member', 'wallet', 'rewards', 'stale-while-revalidate'),
  reward: row('/rewards/:rewardId', 'member', 'wallet', 'rewards', 'network-only'),
  redemption: row(
    '/redemptions/:redemptionId',
    'member',
    'voucher',
    'voucher',
    'stale-while-revalidate',
  ),
  earning: row('/earn', 'member', 'earning', 'account', 'stale-while-revalidate'),
  history: row('/history', 'member', 'history', 'card', 'stale-while-revalidate'),
  ladder: row('/tiers', 'member', 'ladder', 'card', 'stale-while-revalidate'),
  held: row('/profile/data', 'member', 'held', 'account', 'network-only'),
  profile: row('/profile', 'member', 'profile', 'account', 'stale-while-revalidate'),
} as const;

export type PageName = keyof typeof pages;
export type PageWords = (typeof pages)[PageName]['words'];

/** The pages for one kind of visitor. */
export type PagesFor<Who> = {
  [N in PageName]: (typeof pages)[N]['who'] extends Who ? N : never;
}[PageName];

/** Applies a function to each page, under its name. */
export const eachPage = <T>(act: (page: (typeof pages)[PageName]) => T): Record<PageName, T> =>
  // Object.fromEntries loses the keys of `pages`.
  Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, act(page)])) as Record<
    PageName,
    T
  >;
