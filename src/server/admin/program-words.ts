import type { FieldChange, ProgramChange } from '#domain/program/program-change.ts';
import type { Text } from '#domain/program/text.ts';
import type { TierRule } from '#domain/program/tier-rule.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { localText } from './admin-time.ts';

/** What an administrator's words depend on. */
interface Shop {
  readonly currency: string;
  readonly timeZone: string;
  readonly tierRule?: TierRule;
}

/** A change of a program as one line: by id, from what to what, in the words of the file. */
export function changeLine(change: ProgramChange, shop: Shop): string {
  const { what, id, kind, fields } = change;
  const [own] = fields;
  if (what === 'setting' && own) return fieldWords(own, shop);
  const changed = fields.map((field) => fieldWords(field, shop)).join(', ');
  return `${what} ${id}: ${kind}${changed === '' ? '' : `: ${changed}`}`;
}

/** Fields whose key in the file is no kebab-case of their own name. */
const keys: Readonly<Record<string, string>> = {
  fromMinor: 'from',
  keepMinor: 'keep',
  minimumMinor: 'minimum',
  rateHundredths: 'rate',
  secondPersonAboveMinor: 'second-person-above',
  digitsOnly: 'digits-only',
};

function fieldWords({ name, before, after }: FieldChange, shop: Shop): string {
  const key = keys[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const [from, to] = [valueWords(name, before, shop), valueWords(name, after, shop)];
  // Texts may differ in another language only: then all of them are shown.
  if (from !== to) return `${key} ${from} → ${to}`;
  return `${key} ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

function valueWords(name: string, value: unknown, shop: Shop): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'number') return numberWords(name, value, shop);
  if (typeof value === 'string') return value;
  if (isText(value)) return `"${value.en}"`;
  return JSON.stringify(value);
}

function numberWords(name: string, value: number, shop: Shop): string {
  const { currency, timeZone, tierRule } = shop;
  const ofTier = name === 'fromMinor' || name === 'keepMinor';
  if (ofTier && tierRuleOf({ ...(tierRule && { tierRule }) }).by !== 'spend') return String(value);
  if (name.endsWith('Minor')) {
    const digits = minorDigits(currency);
    return (value / 10 ** digits).toFixed(digits);
  }
  if (name.endsWith('Hundredths')) return String(value / 100);
  if (name === 'from' || name === 'until') return localText(value, timeZone);
  return String(value);
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string';
