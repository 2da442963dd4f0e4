import catalogues from './compiled/everything.ts';
import type { Language } from './language.ts';
import { type Translate, translator } from './translate.ts';

const translators = new Map<Language, Translate>();

/** All words of a language, for the server, which speaks to everyone. Made once. */
export function everything(language: Language): Translate {
  const known = translators.get(language);
  if (known) return known;
  const made: Translate = translator(language, Object.values(catalogues[language]));
  translators.set(language, made);
  return made;
}
