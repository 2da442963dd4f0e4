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
  pluralForm: (count: number) => string,
  plural: (count: number, offset: number, form: (n: number) => string, forms: Forms) => string,
  number: (language: string, value: number, offset: number) => string,
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

/** An exact form (`=0`) wins over the language's form of the number. */
const plural = (count: number, offset: number, form: (n: number) => string, forms: Forms) =>
  forms[count] ?? forms[form(count - offset)] ?? forms.other;

/**
 * The words of a language out of the catalogues given.
 * @throws Error when a key is in none of them: a page forgot to load a catalogue.
 */
export function translator<A extends Audience>(
  language: Language,
  catalogues: readonly Catalogue<A>[],
): Translate<A> {
  const locale = localeOf(language);
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const messages: Record<string, Message> = Object.assign(
    {},
    ...catalogues.map((catalogue) =>
      catalogue(
        (count) => rules.select(count),
        plural,
        (_language, value, offset) => numbers.format(value - offset),
        (text) => isolate(language, text),
      ),
    ),
  );
  const translate: Translate<A> = (key, ...[values]) => {
    const message = messages[key];
    if (message === undefined) throw new Error(`no message ${key} in the catalogues loaded`);
    return typeof message === 'string' ? message : message(values ?? {});
  };
  translate.has = (key) => Object.hasOwn(messages, key);
  return translate;
}
