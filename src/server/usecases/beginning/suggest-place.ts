import type { BeginningStep, ShopAnswers } from '#domain/desk/beginning/beginning.ts';
import { currencyOfCountry } from '#domain/desk/beginning/country-currency.ts';
import { usualPurchaseMinor } from '#domain/desk/beginning/template.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import { someMember } from '#server/storage/people/members.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { isTimeZone } from '#server/usecases/program/time-zone.ts';
import { countryOfZone, languageOfCountry } from './country-of-zone.ts';

/** What a browser tells of where it is. */
export interface BrowserPlace {
  /** IANA name, as the browser has it; it may be none that is known here. */
  readonly timeZone?: string | undefined;
  /** The one that its reader reads the desk in. */
  readonly language: Language;
}

/** The answers of the step `place`. */
type PlaceAnswers = Pick<ShopAnswers, 'currency' | 'languages' | 'timeZone' | 'purchaseMinor'>;

/**
 * A shop's answers as its place suggests them: time zone, currency, languages, and a usual purchase in that currency.
 * What the shop has said stays, and so does the currency in which somebody has joined or a sum was typed.
 */
export async function withSuggestedPlace(
  db: ReadWork['db'],
  done: readonly BeginningStep[],
  answers: ShopAnswers,
  { timeZone, language }: BrowserPlace,
): Promise<ShopAnswers> {
  if (done.includes('place') || timeZone === undefined || !isTimeZone(timeZone)) return answers;
  if (hasOwnSums(answers)) return answers;
  if (await someMember(db)) return answers;
  return { ...answers, timeZone, ...ofCountry(countryOfZone(timeZone), answers, language) };
}

/** Whether the shop has said how much money a reward takes off. */
export const hasOwnSums = ({ rewards }: ShopAnswers): boolean =>
  Object.keys(rewards?.amounts ?? {}).length > 0;

function ofCountry(
  country: string | null,
  { template }: ShopAnswers,
  reader: Language,
): Partial<PlaceAnswers> {
  const currency = country === null ? null : currencyOfCountry(country);
  if (country === null || currency === null) return {};
  const spoken = new Set<string>([languageOfCountry(country), reader]);
  const languages = [...spoken].filter((one) => isLanguage(one) && one !== 'en');
  return { currency, languages, purchaseMinor: usualPurchaseMinor(template, currency) };
}
