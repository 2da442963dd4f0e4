import type { AudienceKeys, MessageArguments } from './compiled/messages.ts';
import { directionOf, type Language, localeOf } from './language.ts';

/** Whose words: each audience has a catalogue of its own, so that a page loads no more than it says. */
export type Audience = keyof AudienceKeys;
export type MessageKey<A extends Audience = Audience> = AudienceKeys[A];

/** What has to be given with a key: nothing, or its arguments by name. */
export type ArgumentsOf<K extends MessageKey> = MessageArguments[K] extends null
  ? []
  : [args: MessageArguments[K]];

/** Says a message. A component that needs only some audiences asks for `Translate<'common'>`. */
export interface Translate<A extends Audience = Audience> {
  <K extends MessageKey<A>>(key: K, ...args: ArgumentsOf<K>): string;
  /** True when a catalogue loaded has the key: for keys put together, such as a refusal's. */
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
 * Keeps text that comes from outside (a name, an address, digits) from reordering the sentence
 * around it, by FSI … PDI. This is the one place that does so: every `{argument}` of every message
 * passes through it, and no catalogue holds a direction mark. A left-to-right sentence is disturbed
 * only by right-to-left letters, so that plain English stays free of invisible characters.
 */
export const isolate = (language: Language, text: string): string =>
  directionOf(language) === 'rtl' || rightToLeft.test(text)
    ? firstStrongIsolate + text + popIsolate
    : text;

/** A translator that can be given more words while it is in use. */
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
      // An exact form (`=0`) wins over the language's form of the number.
      (count, forms) => forms[count] ?? forms[rules.select(count)] ?? forms.other,
      (value) => numbers.format(value).replace('-', '−'),
      (text) => isolate(language, text),
    );
    Object.assign(messages, more);
  };
  return { t, add };
}

/**
 * The words of a language out of the catalogues given. Saying a key that is in none of them throws:
 * a page forgot to load a catalogue.
 */
export function translator<A extends Audience>(
  language: Language,
  catalogues: readonly Catalogue<A>[],
): Translate<A> {
  const { t, add } = growingTranslator(language);
  for (const catalogue of catalogues) add(catalogue);
  return t;
}
