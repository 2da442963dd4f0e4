import loaders from './compiled/loaders.ts';
import type { Language } from './language.ts';
import { type Audience, type Catalogue, type Translate, translator } from './translate.ts';

/**
 * What each kind of page says, and so loads: together with the runtime at most 4 KB (a test weighs it).
 * The till's page says every refusal in its own words where the shopper's would be wrong.
 */
export const pageAudiences = {
  /** Poster, sign-in, the mail's link. */
  arrival: ['common', 'arrival', 'refusal'],
  /** Wallet, rewards, voucher, history, profile. */
  shopper: ['common', 'shopper', 'refusal'],
  till: ['common', 'till', 'refusal'],
} as const satisfies Record<string, readonly Audience[]>;

/** Loads one language's catalogues, each a small script of its own, and makes the translator of them. */
export async function loadTranslator<A extends Audience>(
  language: Language,
  audiences: readonly A[],
): Promise<Translate<A>> {
  const modules = await Promise.all(audiences.map((audience) => loaders[language][audience]()));
  // The loader of an audience loads that audience; the compiler writes both from one list.
  return translator(
    language,
    modules.map((module) => module.default as Catalogue<A>),
  );
}
