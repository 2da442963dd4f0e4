import loaders from './compiled/loaders.ts';
import type { Language } from './language.ts';
import { type GrowingTranslator, growingTranslator, type Translate } from './translate.ts';

/** Those that a page can load; the others are said by the server or the worker. */
type PageAudience = keyof (typeof loaders)['en'];

/**
 * What each kind of page says, and so loads. With the runtime of this room each of a shopper's stays within
 * 4 KB of brotli, which a test weighs.
 */
export const pageAudiences = {
  /** Poster, sign-in, the mail's link. */
  arrival: ['common', 'arrival'],
  /** Wallet, rewards, history. */
  shopper: ['common', 'shopper', 'refusal'],
  voucher: ['common', 'voucher', 'refusal'],
  /** Profile and devices. */
  account: ['common', 'account'],
  till: ['common', 'till'],
  /** Beside the till's words, on the page that checks a scanner. */
  scanner: ['common', 'scanner'],
} as const satisfies Record<string, readonly PageAudience[]>;

const translators = new Map<Language, GrowingTranslator>();

/**
 * Loads catalogues, each a small script of its own, and gives the language's one translator: a second
 * call, from a page opened later, adds to the words of the translator that the first call gave.
 */
export async function loadTranslator<A extends PageAudience>(
  language: Language,
  audiences: readonly A[],
): Promise<Translate<A>> {
  const growing = translators.get(language) ?? growingTranslator(language);
  translators.set(language, growing);
  const modules = await Promise.all(audiences.map((audience) => loaders[language][audience]()));
  for (const { default: catalogue } of modules) growing.add(catalogue);
  return growing.t;
}
