import { directionOf, isLanguage, type Language } from '#i18n/language.ts';
import { type Brand, brands } from './values/shop.ts';

/** How the gallery is looked at. All of it is in the address, so that it can be sent to somebody. */
export interface Sight {
  readonly group: string;
  readonly language: Language;
  /** By default the language's own. The other one shows a layout with words that anybody can read. */
  readonly direction: 'ltr' | 'rtl';
  readonly theme: 'light' | 'dark';
  readonly brand: Brand;
  readonly width: number;
  /** `file`: the letters of a file instead of the machine's own, so that photographs are the same on every machine. */
  readonly letters: 'own' | 'file';
}

/** A small phone, a phone, a tablet, a desk. */
export const widths = [320, 360, 768, 1440] as const;

const pick = <T extends string>(wish: string | null, known: readonly T[], usual: T): T =>
  known.find((one) => one === wish) ?? usual;

export function sightIn(query: string): Sight {
  const wishes = new URLSearchParams(query);
  const wish = (name: keyof Sight) => wishes.get(name);
  const asked = wish('language');
  const language = isLanguage(asked) ? asked : 'en';
  return {
    group: wish('group') ?? '',
    language,
    direction: pick(wish('direction'), ['ltr', 'rtl'], directionOf(language)),
    theme: pick(wish('theme'), ['light', 'dark'], 'light'),
    // Object.keys loses the key type.
    brand: pick(wish('brand'), Object.keys(brands) as Brand[], 'petrol'),
    width: widths.find((width) => String(width) === wish('width')) ?? 360,
    letters: pick(wish('letters'), ['own', 'file'], 'own'),
  };
}

export const queryOf = (sight: Sight): string => {
  const entries = Object.entries(sight).map(([name, value]) => [name, String(value)]);
  return `?${new URLSearchParams(entries)}`;
};
