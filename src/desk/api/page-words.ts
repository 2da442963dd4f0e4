import type { PageOfDesk, PageTranslate } from '#i18n/load-desk.ts';
import { useWords, type Words } from './words.tsx';

/** What a later page of the desk uses for its words: those that every page has, and its own. */
export type PageWords<P extends PageOfDesk> = Words & { readonly t: PageTranslate<P> };

/** The words of a later page. Whoever opens it loads them first (`ui/later.tsx`, by the same name). */
export function usePageWords<P extends PageOfDesk>(): PageWords<P> {
  // One translator a language: it has the page's words when the page is drawn.
  return useWords() as PageWords<P>;
}
