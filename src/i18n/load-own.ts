import type { Language } from './language.ts';
import { addWords, loadTranslator } from './load.ts';
import type { Catalogue, Translate } from './translate.ts';

/**
 * Loads catalogues together with one that only this program has.
 * @throws what the network says, once, whichever of them it kept back
 */
export async function loadWithOwn<A extends Parameters<typeof loadTranslator>[1][number]>(
  language: Language,
  audiences: readonly A[],
  own: () => Promise<{ readonly default: Catalogue }>,
): Promise<Translate<A>> {
  const [t, words] = await Promise.all([loadTranslator(language, audiences), own()]);
  addWords(language, words.default);
  // One translator a language: it has them all by now.
  return t;
}
