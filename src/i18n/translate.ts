import type { AudienceKeys, MessageArguments } from './compiled/messages.ts';
import { directionOf, type Language, localeOf } from './language.ts';

/** Whose words they are. Each audience has a catalogue of its own, so that a page loads only the words that it says. */
export type Audience = keyof AudienceKeys;
export type MessageKey<A extends Audience = Audience> = AudienceKeys[A];

/** The arguments of a key: none, or by name. */
export type ArgumentsOf<K extends MessageKey> = MessageArguments[K] extends null
  ? []
  : [args: MessageArguments[K]];

/** Says a message. A component that needs only some audiences takes `Translate<'common'>`. */
export interface Translate<A extends Audience = Audience> {
  <K extends MessageKey<A>>(key: K, ...args: ArgumentsOf<K>): string;
  /** True when a loaded catalogue has the key: for keys that are put together, such as a refusal's. */
  has(key: string): boolean;
}

type Values = Readonly<Record<string, string | number>>;
type Message = string | ((values: Values) => string);

/** What `compiled/{language}/{audience}.js` exports. */
export type Catalogue<A extends Audience = Audience> = ((
  plural: (count: number, forms: Forms) => string,
  number: (value: number) => string,
  isolate: (text: string) => string,
) => Record<string, Message>) & { readonly audience?: A };

type Forms = Readonly<Record<string, string>> & { readonly other: string };

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * Encloses text from outside (a name, an address, digits) in FSI … PDI, so that it can't reorder the sentence around
 * it. Every `{argument}` of every message passes through here, and no catalogue has a direction mark. Only
 * right-to-left letters disturb a left-to-right sentence, so plain English stays free of invisible characters.
 */
export const isolate = (language: Language, text: string): string =>
  directionOf(language) === 'rtl' || rightToLeft.test(text)
    ? firstStrongIsolate + text + popIsolate
    : text;

/** A translator that can get more words while it is in use. */
export interface GrowingTranslator {
  readonly t: Translate;
  add(catalogue: Catalogue): void;
}

export function growingTranslator(language: Language): GrowingTranslator {
  const locale = localeOf(language);
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const messages: Record<string, Message> = {};

  const t: Translate = (key, ...[values]) => {
    const message = messages[key];
    if (message === undefined) throw new Error(`no message ${key} in the catalogues loaded`);
    return typeof message === 'string' ? message : message(values ?? {});
  };
  t.has = (key) => Object.hasOwn(messages, key);

  const add = (catalogue: Catalogue) => {
    const more = catalogue(
      // An exact form (`=0`) wins over the language's plural form.
      (count, forms) => forms[count] ?? forms[rules.select(count)] ?? forms.other,
      (value) => numbers.format(value).replace('-', '−'),
      (text) => isolate(language, text),
    );
    Object.assign(messages, more);
  };
  return { t, add };
}

/**
 * The translator of the given catalogues. It throws for a key that is in none of them: a page forgot to load a
 * catalogue.
 */
export function translator<A extends Audience>(
  language: Language,
  catalogues: readonly Catalogue<A>[],
): Translate<A> {
  const { t, add } = growingTranslator(language);
  for (const catalogue of catalogues) add(catalogue);
  return t;
}
