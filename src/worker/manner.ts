import { memberApi, patterns } from '#contract/paths.ts';

/** How a visit to an address is answered. */
export type Manner =
  /** A member's own page: what is kept is shown at once, and fetched anew behind it. */
  | 'kept-first'
  /** The server knows better, and the wallet is better than nothing. */
  | 'network-first'
  /** Nothing is kept of its own. Without signal the wallet may know enough, or somebody is told so in our words. */
  | 'network-only'
  /** Tills, their API, links in mails, the inbox: none of the worker's business. */
  | 'untouched';

const keptFirst = [
  patterns.wallet,
  patterns.rewards,
  patterns.history,
  patterns.profile,
  patterns.redemption,
];
const networkFirst = [patterns.home, patterns.poster];
const networkOnly = [patterns.reward, patterns.signIn, patterns.waiting];

// Any case, because posters are typed by hand.
const expression = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`, 'i');

const manners: readonly (readonly [RegExp, Manner])[] = [
  ...keptFirst.map((pattern) => [expression(pattern), 'kept-first'] as const),
  ...networkFirst.map((pattern) => [expression(pattern), 'network-first'] as const),
  ...networkOnly.map((pattern) => [expression(pattern), 'network-only'] as const),
];

export const mannerOf = (pathname: string): Manner =>
  manners.find(([form]) => form.test(pathname))?.[1] ?? 'untouched';

const voucherForm = expression(patterns.redemption);
export const isVoucher = (pathname: string): boolean => voucherForm.test(pathname);

/** What something that a script sends does to what is kept, once the server has taken it. */
export type Change = 'signs-out' | 'signs-in' | 'speaks-otherwise' | 'none';

const changes: readonly (readonly [RegExp, Change])[] = [
  [expression(memberApi.signOut), 'signs-out'],
  [expression(memberApi.enter), 'signs-in'],
  [expression(memberApi.code), 'signs-in'],
  [expression(memberApi.linkEnter), 'signs-in'],
  [expression(memberApi.language), 'speaks-otherwise'],
];

export const changeBy = (pathname: string): Change =>
  changes.find(([form]) => form.test(pathname))?.[1] ?? 'none';
