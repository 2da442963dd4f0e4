import { eachPage, type Manner, pages } from '#contract/pages.ts';
import { memberApi } from '#contract/paths.ts';

// Any case, because posters are typed by hand.
const expression = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`, 'i');

const manners = Object.values(
  eachPage(({ pattern, manner }) => [expression(pattern), manner] as const),
);

/** How a visit to an address is answered: as the table of pages says; what is in none is left alone. */
export const mannerOf = (pathname: string): Manner =>
  manners.find(([form]) => form.test(pathname))?.[1] ?? 'untouched';

const voucherForm = expression(pages.redemption.pattern);
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
