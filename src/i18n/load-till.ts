import type { Language } from './language.ts';
import { loadWithOwn } from './load-own.ts';
import type { Translate } from './translate.ts';

/** The till's own words, which no other program knows where to find. */
const own = {
  till: {
    en: () => import('./compiled/en/till.js'),
    ar: () => import('./compiled/ar/till.js'),
  },
  /** In addition, on the page that checks a scanner. */
  scanner: {
    en: () => import('./compiled/en/scanner.js'),
    ar: () => import('./compiled/ar/scanner.js'),
  },
} as const;

/** Loads the words of the till's page, or of the page that checks a scanner. */
export async function loadTillTranslator<A extends keyof typeof own>(
  language: Language,
  page: A,
): Promise<Translate<A | 'common'>> {
  return (await loadWithOwn(language, ['common'], own[page][language])) as Translate<A | 'common'>;
}
