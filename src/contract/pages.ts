import type { QueryName } from './page.ts';

/** How the service worker answers a visit to an address. */
export type Manner =
  /** A member's own page: what is kept is shown at once, and fetched anew behind it. */
  | 'kept-first'
  /** The server knows better, and the wallet is better than nothing. */
  | 'network-first'
  /** Nothing is kept of its own. Without signal the wallet may know enough, or somebody is told so in our words. */
  | 'network-only'
  /** Tills, their API, links in mails, the inbox: none of the worker's business. */
  | 'untouched';

/** One page of the shopper's. */
interface Row<Pattern extends string> {
  /** Its address, with `:name` for a part that differs. */
  readonly pattern: Pattern;
  /** Who may come. Whoever is no member is asked to sign in first; a member's page follows their news. */
  readonly who: 'anyone' | 'member';
  /** What the document brings along, besides the visit; of a page for anyone perhaps to a member only. */
  readonly data: QueryName | null;
  /** Whose words and script it needs; to who is no member every page speaks as on arrival. */
  readonly words: 'arrival' | 'shopper' | 'voucher' | 'account';
  readonly manner: Manner;
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
  manner: Manner,
) => ({ pattern, who, data, words, manner });

/**
 * The shopper's pages, one row a page. The server's routes, the router, links, words, the worker and what follows a
 * member's news come of it, and each of them is a compile error while it lacks a row.
 *
 * Posters are upper case and short, so that their QR code stays in alphanumeric mode and small.
 */
export const pages = {
  home: row('/', 'anyone', 'wallet', 'shopper', 'network-first'),
  poster: row('/P/:placement', 'anyone', 'wallet', 'shopper', 'network-first'),
  signIn: row('/sign-in', 'anyone', null, 'arrival', 'network-only'),
  waiting: row('/sign-in/:signInId', 'anyone', 'waiting', 'arrival', 'network-only'),
  link: row('/s/:token', 'anyone', 'link', 'arrival', 'untouched'),
  wallet: row('/wallet', 'member', 'wallet', 'shopper', 'kept-first'),
  rewards: row('/rewards', 'member', 'wallet', 'shopper', 'kept-first'),
  reward: row('/rewards/:rewardId', 'member', 'wallet', 'shopper', 'network-only'),
  redemption: row('/redemptions/:redemptionId', 'member', 'voucher', 'voucher', 'kept-first'),
  history: row('/history', 'member', 'history', 'shopper', 'kept-first'),
  profile: row('/profile', 'member', 'profile', 'account', 'kept-first'),
} as const;

export type PageName = keyof typeof pages;
export type PageWords = (typeof pages)[PageName]['words'];

/** The pages of a kind. */
export type PagesFor<Who> = {
  [N in PageName]: (typeof pages)[N]['who'] extends Who ? N : never;
}[PageName];

/** Does something for each page, under its name. */
export const eachPage = <T>(act: (page: (typeof pages)[PageName]) => T): Record<PageName, T> =>
  // The entries of `pages` have its keys, which TypeScript forgets.
  Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, act(page)])) as Record<
    PageName,
    T
  >;
