import type { ForesightTranslate } from '#i18n/load-foresight.ts';
import { useWords, type Words } from './words.tsx';

export type ForesightWords = Words & { readonly t: ForesightTranslate };

/** The words of the pages that say what a change would do. */
export function useForesightWords(): ForesightWords {
  // Such a page is drawn when its words are in the language's one translator (`foresight-routes.tsx`).
  return useWords() as ForesightWords;
}
