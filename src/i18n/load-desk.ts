import type { Language } from './language.ts';
import { addWords, loadTranslator } from './load.ts';
import type { Translate } from './translate.ts';

export type DeskTranslate = Translate<'common' | 'desk' | 'refusal'>;

/** The desk's own words, which no other program knows where to find. */
const own = {
  en: () => import('./compiled/en/desk.js'),
  ar: () => import('./compiled/ar/desk.js'),
} as const;

/** Words of one page of the desk, loaded with it. */
const ofPages = {
  audit: {
    en: () => import('./compiled/en/audit.js'),
    ar: () => import('./compiled/ar/audit.js'),
  },
  begin: {
    en: () => import('./compiled/en/begin.js'),
    ar: () => import('./compiled/ar/begin.js'),
  },
  program: {
    en: () => import('./compiled/en/program.js'),
    ar: () => import('./compiled/ar/program.js'),
  },
} as const;

type OfPage = keyof typeof ofPages;

/** Loads the words of one page of the desk: its own beside those that every page has. */
export async function loadPageTranslator<A extends OfPage>(
  language: Language,
  page: A,
): Promise<Translate<A | 'common'>> {
  const others = loadTranslator(language, ['common']);
  addWords(language, (await ofPages[page][language]()).default);
  // One translator a language: it has the page's words by now.
  return (await others) as Translate<A | 'common'>;
}

/** Loads the words of the desk's pages. */
export async function loadDeskTranslator(language: Language): Promise<DeskTranslate> {
  const others = loadTranslator(language, ['common', 'refusal']);
  addWords(language, (await own[language]()).default);
  // One translator a language: it has the desk's words by now.
  return (await others) as DeskTranslate;
}
