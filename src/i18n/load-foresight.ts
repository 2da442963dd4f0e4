import type { Language } from './language.ts';
import { addWords } from './load.ts';
import type { DeskTranslate } from './load-desk.ts';
import type { Translate } from './translate.ts';

export type ForesightTranslate = DeskTranslate & Translate<'foresight'>;

/** The words of the desk's pages that say what a change would do. */
const own = {
  en: () => import('./compiled/en/foresight.js'),
  ar: () => import('./compiled/ar/foresight.js'),
} as const;

/** Adds them to the translator of the language, which the desk has by now. */
export async function loadForesightWords(language: Language): Promise<void> {
  addWords(language, (await own[language]()).default);
}
