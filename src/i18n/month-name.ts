import { type Language, localeOf } from './language.ts';

/** December 2026. The server says it, so that no phone carries one more format. */
export const monthName = (language: Language, timeZone: string, at: number): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone, month: 'long', year: 'numeric' }).format(
    at,
  );

/** January to December. */
export const monthNames = (language: Language): string[] =>
  Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC', month: 'long' }).format(
      Date.UTC(2026, month, 1),
    ),
  );
