import type { ChangedValue } from '#domain/program/change/changed-value.ts';
import type { Program } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import { neverReached } from '#domain/program/tier-rule.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';

/** Keys of the file whose values are one of a few words, which every reader has in their own language. */
const keysOfWords: ReadonlySet<string> = new Set([
  'kind',
  'every',
  'counts',
  'ends',
  'give',
  'days',
  'channels',
  'fact',
  'by',
  'period',
  'downgrade',
  'returns',
  'later',
  'leap-day',
  'combines',
  'way',
  'mint',
  'icon',
  'symbology',
  'on',
  'off',
  'tiers',
]);

/** The endings of a program's own names that say in which unit a number is; the file has none. */
const units = /(?:Minor|Hundredths|TenThousandths|Millionths|Minute)$/;

/** Names whose key in the file is another word. */
const otherKeys: Readonly<Record<string, string>> = {
  minor: 'amount',
  goalMinor: 'spend',
  hundredths: 'times',
  tenThousandths: 'points-per-unit',
  tierId: 'tier',
};

/** The key of the file for a name of the program: `fromMinor` is `from`. */
export const keyOf = (name: string): string =>
  otherKeys[name] ??
  name.replace(units, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * One value of a program, which is no list and no group of others, as a change says it.
 * @param name the program's own name of it, which says its unit
 * @param shop the program that has it, whose currency and names count
 */
export function changedValue(name: string, value: unknown, shop: Program): ChangedValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return numberValue(name, value, shop);
  if (typeof value !== 'string') return String(value);
  const named = namedBy(name, value, shop);
  if (named) return { text: named };
  return keysOfWords.has(keyOf(name)) ? { word: value } : value;
}

function numberValue(name: string, value: number, shop: Program): ChangedValue {
  const ofTier = name === 'fromMinor' || name === 'keepMinor';
  if (ofTier && value === neverReached) return null;
  const { tierRule } = shop;
  if (ofTier && tierRuleOf({ ...(tierRule && { tierRule }) }).by !== 'spend') return value;
  if (name === 'minor' || name.endsWith('Minor'))
    return { money: { minor: value, currency: shop.currency } };
  if (name.endsWith('Millionths')) return value / 1_000_000;
  if (name.toLowerCase().endsWith('tenthousandths')) return value / 10_000;
  if (name.toLowerCase().endsWith('hundredths')) return value / 100;
  if (name.endsWith('Minute')) return clock(value);
  // Hours of a day are minutes of it, and every other beginning or end is an instant.
  if (name === 'from' || name === 'until') return value <= 24 * 60 ? clock(value) : { at: value };
  return value;
}

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** What the program calls what an id stands for. */
function namedBy(name: string, id: string, { tiers, stores, facts = [] }: Program): Text | null {
  switch (name) {
    case 'tier':
    case 'tiers':
    case 'tierId':
      return tiers.find((one) => one.id === id)?.name ?? null;
    case 'store':
    case 'stores': {
      const store = stores.find((one) => one.id === id);
      return store ? { en: store.name } : null;
    }
    case 'fact':
      return facts.find((one) => one.id === id)?.name ?? null;
    default:
      return null;
  }
}
