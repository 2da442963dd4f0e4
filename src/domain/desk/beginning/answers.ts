import { currencies } from '#domain/values/currency.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import { showsSomething } from '#domain/values/visible.ts';
import { judgeColour } from './beginning.ts';

/** Why an answer of a shop that begins can't be kept. */
export type AnswerFault =
  | 'empty'
  | 'long'
  | 'hidden'
  | 'colour'
  | 'pale'
  | 'currency'
  | 'members'
  | 'time-zone'
  | 'amount'
  /** No reward is left that every member may have. */
  | 'no-reward'
  | 'logo'
  | 'logo-large'
  | 'logo-active';

/** An answer as it is kept, or why it can't be. */
export type Judged<T> = { readonly answer: T } | { readonly fault: AnswerFault };

/** More letters than this break a poster's or a till's line. */
const lettersAtMost = 40;

/** Control characters, line breaks, and marks that turn the direction of what follows. */
const hidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** One line that people can see: a shop's or a store's name. */
export function judgeName(typed: string): Judged<string> {
  const name = typed.trim();
  if (name === '' || !showsSomething(name)) return { fault: 'empty' };
  if (name.length > lettersAtMost) return { fault: 'long' };
  return hidden.test(name) ? { fault: 'hidden' } : { answer: name };
}

/** @param typed sRGB, `#rrggbb` */
export function judgeBrandColour(typed: string): Judged<string> {
  const color = typed.trim().toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(color)) return { fault: 'colour' };
  return judgeColour(color).isPale ? { fault: 'pale' } : { answer: color };
}

/** @param typed ISO 4217 */
export const judgeCurrency = (typed: string): Judged<string> =>
  currencies().includes(typed) ? { answer: typed } : { fault: 'currency' };

const purchaseAtMostMinor = 99_999_999_999;

/**
 * What a usual purchase comes to, in minor units.
 * @param typed as people write an amount, on any keyboard
 * @param currency one that `judgeCurrency` has let pass
 */
export function judgePurchase(typed: string, currency: string): Judged<number> {
  const minor = readAmount(typed, currency) ?? 0;
  return minor > 0 && minor <= purchaseAtMostMinor ? { answer: minor } : { fault: 'amount' };
}
