import type { Language } from './language.ts';
import { addWords } from './load.ts';
import type { DeskTranslate } from './load-desk.ts';
import type { Translate } from './translate.ts';

export type OperationsTranslate = DeskTranslate & Translate<'operations'>;

/** The words of the desk's later pages, which its first one does not wait for. */
const own = {
  en: () => import('./compiled/en/operations.js'),
  ar: () => import('./compiled/ar/operations.js'),
} as const;

/** Adds them to the translator of the language, which the desk has by now. */
export async function loadOperationsWords(language: Language): Promise<void> {
  addWords(language, (await own[language]()).default);
}
