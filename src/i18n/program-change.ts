import {
  type ChangedValue,
  type FieldWords,
  isChangedList,
} from '#domain/program/change/changed-value.ts';
import { textIn } from '#domain/program/text.ts';
import type { Format } from './format.ts';
import type { Language } from './language.ts';
import type { Translate } from './translate.ts';

interface Words {
  readonly t: Translate<'common' | 'program'>;
  readonly format: Format;
  readonly language: Language;
}

/** What a field's name is made of. */
type NamedField = Pick<FieldWords, 'key' | 'place' | 'language'>;

/** One of its own among the fields of a change. */
export const sayPlace = ({ key, place = 0, language = '' }: FieldWords): string =>
  `${key} ${place} ${language}`;

/** What a field of the program is called: by the words for its whole place in the file, or for the end of it. */
export function sayField({ t, language }: Words, field: NamedField): string {
  const steps = field.key.split('.');
  const last = steps.at(-1) ?? '';
  const label =
    said(t, ['change', 'field'], field.key) ??
    // The last step may be an id, such as a reward's.
    said(t, ['change', 'field'], steps.slice(0, -1).join('.')) ??
    plain(last);
  const numbered =
    field.place === undefined
      ? label
      : t('desk.program.change-place', { place: field.place, field: label });
  if (field.language === undefined) return numbered;
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return t('desk.program.change-language', {
    field: numbered,
    language: names.of(field.language) ?? field.language,
  });
}

/** A value as people say it. @param key of its field, where a word of the file has a meaning of its own */
export function sayValue(words: Words, key: string, value: ChangedValue): string {
  const { t, format, language } = words;
  if (value === null) return t('desk.program.change-none');
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return decimal(language, value);
  if (typeof value === 'boolean') return t(value ? 'desk.program.yes' : 'desk.program.no');
  if (isChangedList(value)) return sayList(words, key, value);
  if ('money' in value) return format.money(value.money);
  if ('at' in value) return format.fullDateTime(value.at);
  if ('text' in value) return textIn(value.text, language);
  if ('picture' in value) return t('desk.program.change-picture');
  return said(t, ['word', 'option'], `${sameWords[key] ?? key}.${value.word}`) ?? plain(value.word);
}

/** Lists whose entries are called alike: kinds of messages that are on, and those that are off. */
const sameWords: Readonly<Record<string, string>> = {
  'messages.on': 'messages',
  'messages.off': 'messages',
};

function sayList(words: Words, key: string, list: readonly ChangedValue[]): string {
  if (list.length === 0) return words.t('desk.program.change-none');
  return words.format.list(list.map((one) => sayValue(words, key, one)));
}

/** The words for a place in the file, or for as much of its end as there are any; null: there are none. */
function said(t: Words['t'], kinds: readonly string[], place: string): string | null {
  const steps = place.split('.');
  for (let from = 0; from < steps.length; from += 1)
    for (const kind of kinds) {
      const key = `desk.program.${kind}.${steps.slice(from).join('.')}`;
      // A key that is put together has no type; a test says every field and word in every language.
      if (t.has(key)) return (t as (key: string) => string)(key);
    }
  return null;
}

/** A word of the file where nobody has written one for it. */
const plain = (word: string): string => word.replaceAll('-', ' ');

/** Rates and points for a unit have up to four digits after the point. */
const decimal = (language: Language, value: number): string =>
  new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 6 }).format(value);
