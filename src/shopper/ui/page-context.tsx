import { createContext, useContext, useEffect } from 'react';
import type { PageState } from '#contract/page.ts';
import type { PageWords } from '#contract/pages.ts';
import type { Format } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import type { Translate } from '#i18n/translate.ts';

/** A kind of shopper's page, named by its words; or what a wide screen adds to pages. */
export type Words = PageWords | 'wide';

/** What every component may use. It is the same on the server and in the browser, so that both draw the same. */
export interface Page {
  readonly language: Language;
  readonly t: Translate;
  readonly format: Format;
  /** The server's clock when the document was made. */
  readonly at: number;
  readonly refusal: PageState['refusal'];
  readonly form: PageState['form'];
  readonly done: PageState['done'];
  readonly formIds: PageState['formIds'];
  readonly failure: PageState['failure'];
  readonly words: WordsKnown;
  /** The document's title; the server reads the last one that was set here. */
  title: string;
}

/** Which kinds of pages have their words and scripts here; the rest is loaded after the first page was drawn. */
export interface WordsKnown {
  has(words: Words): boolean;
  learn(words: Words): Promise<unknown>;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('no page around this component');
  return page;
}

/** Sets the page's name in the tab and for a screen reader. */
export function useTitle(title: string): void {
  const page = usePage();
  page.title = title;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
