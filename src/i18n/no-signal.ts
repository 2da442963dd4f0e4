import ar from './compiled/ar/offline.js';
import en from './compiled/en/offline.js';
import type { Language } from './language.ts';
import { type Catalogue, type Translate, translator } from './translate.ts';

// The worker has no network and can load no script later, so it contains these few words in every language. A missing
// language does not compile.
const catalogues: Record<Language, Catalogue<'offline'>> = { en, ar };

export const noSignalWords = (language: Language): Translate<'offline'> =>
  translator(language, [catalogues[language]]);
