import { countriesWithCurrency } from '#domain/desk/beginning/country-currency.ts';

/** Intl of ECMA-402 2025, which TypeScript's own types do not have. */
type LocaleOfRegion = Intl.Locale & { getTimeZones?(): readonly string[] | undefined };

/**
 * The country whose clocks a time zone has, as Unicode CLDR knows it.
 * @param timeZone IANA name that `isTimeZone` has let pass; an alias counts as its zone
 * @returns ISO 3166-1 alpha-2; null: a zone of no country, such as UTC
 */
export function countryOfZone(timeZone: string): string | null {
  // Of the names of one zone Intl lists a single one, and resolves the others to it.
  const { timeZone: zone } = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions();
  known ??= countriesByZone();
  return known.get(zone) ?? null;
}

/** Two hundred locales are asked once, because all of them together take a fifth of a second. */
let known: ReadonlyMap<string, string> | undefined;

const countriesByZone = () =>
  new Map(
    countriesWithCurrency().flatMap((country) =>
      zonesOf(country).map((zone) => [zone, country] as const),
    ),
  );

/** The language that most people read there, as Unicode CLDR knows it: ISO 639. */
export const languageOfCountry = (country: string): string => localeOf(country).language;

const localeOf = (country: string): LocaleOfRegion => new Intl.Locale(`und-${country}`).maximize();

const zonesOf = (country: string): readonly string[] => localeOf(country).getTimeZones?.() ?? [];
