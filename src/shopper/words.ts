import type { Language } from '#i18n/language.ts';
import { loadTranslator, pageAudiences } from '#i18n/load.ts';
import type { Translate } from '#i18n/translate.ts';
import { loadPages } from '#shopper/parts.ts';
import type { Words, WordsKnown } from '#shopper/ui/page-context.tsx';

/** Loads words and script of the first page, and later those of other pages. */
export async function loadWords(
  language: Language,
  first: Words,
): Promise<{ t: Translate; words: WordsKnown }> {
  const known = new Set<Words>([first]);
  const learn = async (words: Words) => {
    if (known.has(words)) return;
    // Adds to the translator that every page holds already.
    await Promise.all([loadTranslator(language, pageAudiences[words]), loadPages(words)]);
    known.add(words);
  };
  // Typed for all words: `WhenLoaded` waits until a page's own words are here.
  const [t] = await Promise.all([
    loadTranslator(language, pageAudiences[first]) as Promise<Translate>,
    loadPages(first),
  ]);
  return { t, words: { has: (words) => known.has(words), learn } };
}
