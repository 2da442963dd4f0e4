import { languageProperties } from './compiled/messages.ts';

/** Each folder of `catalogues` is a language; the compiler lists them here. */
export type Language = keyof typeof languageProperties;
export type Direction = 'ltr' | 'rtl';

/** Each language with its own name, as a switch shows it. */
export const languages: readonly { language: Language; name: string; direction: Direction }[] =
  // Object.keys loses the key type.
  (Object.keys(languageProperties) as Language[]).map((language) => ({
    language,
    name: languageProperties[language].name,
    direction: languageProperties[language].direction,
  }));

export const directionOf = (language: Language): Direction =>
  languageProperties[language].direction;

/** What stands between two things in a row; Intl has no word for it. */
export const commaOf = (language: Language): string => languageProperties[language].comma;

/** Intl's tag for the language, which decides digits and the order of day and month. */
export const localeOf = (language: Language): string => languageProperties[language].locale;

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(languageProperties, value);

/** How much of an Accept-Language header is read; a browser sends a few ranges. */
const readAtMost = 200;

/**
 * The language to use: the one that the person chose here (the cookie), else the best one that the browser asks for
 * (RFC 9110, 12.5.4), else English. Regions and scripts are ignored: `ar-EG` is `ar`.
 */
export function pickLanguage(
  acceptLanguage: string | null | undefined,
  cookie: string | null | undefined,
): Language {
  if (isLanguage(cookie)) return cookie;
  let best: Language = 'en';
  let bestWeight = 0;
  for (const range of (acceptLanguage ?? '').slice(0, readAtMost).split(',')) {
    const [tag = '', ...parameters] = range
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    const language = tag.split('-', 1)[0];
    const weight = Number(parameters.find((p) => p.startsWith('q='))?.slice(2) ?? 1);
    if (isLanguage(language) && weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}
