import type { ChangeWords, FieldWords } from '#contract/desk/desk-program.ts';
import type { FieldChange, ProgramChange } from '#domain/program/change/program-change.ts';
import type { Program } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { sortableTime } from '#i18n/sortable-time.ts';

/** The program that has what the words name. */
type Shop = Program;

/**
 * A change of a program by id, from what to what, in the words of the file.
 * @param before the program before it, which names what has gone
 */
export const changeWords = (
  { what, id, kind, fields }: ProgramChange,
  shop: Shop,
  before: Program = shop,
): ChangeWords => ({
  what,
  id,
  kind,
  name: nameIn(shop, what, id) ?? nameIn(before, what, id),
  fields: fields.map((field) => fieldWords(field, shop)),
});

/** The same as one line. */
export function changeLine(change: ProgramChange, shop: Shop): string {
  const { what, id, kind, fields } = changeWords(change, shop);
  const said = fields.map(({ key, before, after }) => `${key} ${before} → ${after}`).join(', ');
  if (what === 'setting') return said;
  return `${what} ${id}: ${kind}${said === '' ? '' : `: ${said}`}`;
}

const lists = {
  tier: 'tiers',
  fact: 'facts',
  rule: 'earning',
  reward: 'rewards',
  store: 'stores',
} as const;

/** What people call it, where the program has it. */
function nameIn(shop: Shop, what: ProgramChange['what'], id: string): string | null {
  if (!(what in lists)) return null;
  const things = shop[lists[what as keyof typeof lists]] ?? [];
  const name = things.find((one) => one.id === id)?.name;
  return name === undefined || typeof name === 'string' ? (name ?? null) : name.en;
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

function fieldWords({ name, before, after }: FieldChange, shop: Shop): FieldWords {
  const key = keys[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const [from, to] = [valueWords(name, before, shop), valueWords(name, after, shop)];
  if (isPicture(before) || isPicture(after)) {
    const pictures = { before: hashOf(before), after: hashOf(after) };
    return { key, before: from, after: to, pictures };
  }
  // Texts may differ in another language only: then all of them are shown.
  if (from !== to) return { key, before: from, after: to };
  return { key, before: JSON.stringify(before), after: JSON.stringify(after) };
}

function valueWords(name: string, value: unknown, shop: Shop): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'number') return numberWords(name, value, shop);
  if (typeof value === 'string') return value;
  if (isText(value)) return `"${value.en}"`;
  // Enough to tell one from another.
  if (isPicture(value)) return value.hash.slice(0, 6);
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
  if (name === 'from' || name === 'until') return sortableTime(value, timeZone);
  return String(value);
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string';

const isPicture = (value: unknown): value is { readonly hash: string } =>
  typeof value === 'object' && value !== null && 'hash' in value && typeof value.hash === 'string';

const hashOf = (value: unknown): string | null => (isPicture(value) ? value.hash : null);
