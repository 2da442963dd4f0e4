import type { Language } from './language.ts';
import { addWords } from './load.ts';
import { loadWithOwn } from './load-own.ts';
import type { Translate } from './translate.ts';

export type DeskTranslate = Translate<'common' | 'desk' | 'refusal'>;

/** The desk's own words, which no other program knows where to find. */
const own = {
  en: () => import('./compiled/en/desk.js'),
  ar: () => import('./compiled/ar/desk.js'),
} as const;

/** Words of the desk's later pages, which its first one does not wait for. */
const ofPages = {
  audit: {
    en: () => import('./compiled/en/audit.js'),
    ar: () => import('./compiled/ar/audit.js'),
  },
  begin: {
    en: () => import('./compiled/en/begin.js'),
    ar: () => import('./compiled/ar/begin.js'),
  },
  fault: {
    en: () => import('./compiled/en/fault.js'),
    ar: () => import('./compiled/ar/fault.js'),
  },
  foresight: {
    en: () => import('./compiled/en/foresight.js'),
    ar: () => import('./compiled/ar/foresight.js'),
  },
  operations: {
    en: () => import('./compiled/en/operations.js'),
    ar: () => import('./compiled/ar/operations.js'),
  },
  program: {
    en: () => import('./compiled/en/program.js'),
    ar: () => import('./compiled/ar/program.js'),
  },
  support: {
    en: () => import('./compiled/en/support.js'),
    ar: () => import('./compiled/ar/support.js'),
  },
} as const;

export type PageOfDesk = keyof typeof ofPages;

/** What such a page says: its own beside what every page of the desk has. */
export type PageTranslate<P extends PageOfDesk> = DeskTranslate & Translate<P>;

/** Adds the words of a later page to the translator of the language, which the desk has by now. */
export async function loadPageWords(language: Language, page: PageOfDesk): Promise<void> {
  addWords(language, (await ofPages[page][language]()).default);
}

/** Loads the words of the desk's pages. */
export async function loadDeskTranslator(language: Language): Promise<DeskTranslate> {
  return (await loadWithOwn(language, ['common', 'refusal'], own[language])) as DeskTranslate;
}
