import loaders from './compiled/loaders.ts';
import type { Language } from './language.ts';
import {
  type Catalogue,
  type GrowingTranslator,
  growingTranslator,
  type Translate,
} from './translate.ts';

/** The audiences that a shopper's page can load; other programs know where their own are. */
type PageAudience = keyof (typeof loaders)['en'];

/**
 * The catalogues of each kind of page. Together with the runtime in this folder, each of a shopper's kinds stays within
 * 4 KB of brotli; a test measures it.
 */
export const pageAudiences = {
  /** Poster, sign-in, the mail's link. */
  arrival: ['common', 'arrival'],
  /** Wallet, one reward. */
  shopper: ['common', 'shopper', 'refusal'],
  /** Every reward. */
  rewards: ['common', 'shopper', 'refusal', 'rewards'],
  voucher: ['common', 'voucher'],
  /** The member barcode, history, and the ladder of tiers. */
  card: ['common', 'card', 'shopper'],
  /** Profile and devices. */
  account: ['common', 'account'],
  /** What a wide screen adds to any of a member's pages. */
  wide: ['common', 'wide'],
} as const satisfies Record<string, readonly PageAudience[]>;

const translators = new Map<Language, GrowingTranslator>();

/**
 * Loads catalogues, each a small script, and returns the language's one translator. A later call, for another page,
 * adds words to that translator.
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

/** Words that only one program has, which brings them itself: the others need not know where they are. */
export function addWords(language: Language, catalogue: Catalogue): void {
  const growing = translators.get(language) ?? growingTranslator(language);
  translators.set(language, growing);
  growing.add(catalogue);
}
