import type { AuditFinding, FindingValue } from '#domain/desk/audit/finding.ts';
import { type Text, textIn } from '#domain/program/text.ts';
import type { Money } from '#domain/values/money.ts';
import type { Format } from './format.ts';
import type { Language } from './language.ts';
import type { Translate } from './translate.ts';

/** A finding of the audit in words: what it is, and how it is mended. */
export interface SaidFinding {
  readonly what: string;
  readonly mend: string;
}

/** Says a finding in a language. Words of the program that lack it are said in English. */
export function sayFinding(
  t: Translate<'audit'>,
  { format, language }: { readonly format: Format; readonly language: Language },
  { key, values }: Pick<AuditFinding, 'key' | 'values'>,
): SaidFinding {
  const said = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, sayValue(name, value, format, language)]),
  );
  // A key that is put together has no type for its arguments; a test says every finding in every language.
  const say = t as (key: string, values: Readonly<Record<string, unknown>>) => string;
  return { what: say(`audit.${key}`, said), mend: say(`audit.${key}.mend`, said) };
}

/** Numbers stay numbers, which a message counts by; what is per cent says so by its name. */
function sayValue(
  name: string,
  value: FindingValue,
  format: Format,
  language: Language,
): string | number {
  if (typeof value === 'number')
    return name === 'percent' || name === 'margin' ? format.percent(value) : value;
  if (typeof value === 'string') return name === 'language' ? languageName(value, language) : value;
  return isMoney(value) ? format.money(value) : textIn(value, language);
}

const isMoney = (value: Text | Money): value is Money => 'minor' in value;

/** What a language is called in another one; its tag where nobody has a name for it. */
const languageName = (tag: string, language: Language): string =>
  new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
