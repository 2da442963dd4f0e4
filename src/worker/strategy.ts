import { eachPage, pages, type Strategy } from '#contract/pages.ts';
import { addressPage, memberApi, mergePage, messagesPage, pinPage } from '#contract/paths.ts';

// In any case, because people type a poster's address by hand.
const expression = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`, 'i');

const strategies: readonly (readonly [RegExp, Strategy])[] = [
  ...Object.values(eachPage(({ pattern, strategy }) => [expression(pattern), strategy] as const)),
  // The server draws them, and the worker says so when there is no connection.
  [expression(messagesPage), 'network-only'],
  [expression(addressPage), 'network-only'],
  [expression(mergePage), 'network-only'],
  [expression(pinPage), 'network-only'],
];

/** How a visit to an address is answered, by the table of pages; an address that is not in it is left alone. */
export const strategyOf = (pathname: string): Strategy =>
  strategies.find(([form]) => form.test(pathname))?.[1] ?? 'untouched';

const voucherForm = expression(pages.redemption.pattern);
export const isVoucher = (pathname: string): boolean => voucherForm.test(pathname);

/** What a script's request does to the kept documents, once the server has accepted it. */
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
