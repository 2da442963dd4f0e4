import type { Language } from './language.ts';
import { addWords } from './load.ts';

/** The words of what is wrong in a program's file, for the desk's pages that show one. */
const own = {
  en: () => import('./compiled/en/fault.js'),
  ar: () => import('./compiled/ar/fault.js'),
} as const;

/** Adds them to the translator of the language. */
export async function loadFaultWords(language: Language): Promise<void> {
  addWords(language, (await own[language]()).default);
}
