import type { ChangeWords } from '#contract/desk/desk-program.ts';
import {
  type ChangedValue,
  type FieldWords,
  isChangedList,
} from '#domain/program/change/changed-value.ts';
import type { ProgramChange } from '#domain/program/change/program-change.ts';
import type { Program } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { sortableTime } from '#i18n/sortable-time.ts';
import { changedValue, keyOf } from './change-values.ts';

/** A change by id, each value that differs by itself, and from what to what. */
export const changeWords = (
  { what, id, kind, fields }: ProgramChange,
  shop: Program,
  before: Program = shop,
): ChangeWords => ({
  what,
  id,
  kind,
  name: nameIn(shop, what, id) ?? nameIn(before, what, id),
  fields: fields.flatMap((field) =>
    differing(
      { key: keyOf(field.name), name: field.name, place: null },
      { value: field.before, shop: before },
      { value: field.after, shop },
    ),
  ),
});

/** The same as one line, in the words of the file. */
export function changeLine(change: ProgramChange, shop: Program, old: Program = shop): string {
  const { what, id, kind, fields } = changeWords(change, shop, old);
  const said = fields.map((field) => fieldLine(field, shop)).join(', ');
  if (what === 'setting') return said;
  return `${what} ${id}: ${kind}${said === '' ? '' : `: ${said}`}`;
}

function fieldLine({ key, language, place, before, after }: FieldWords, shop: Program): string {
  const where = [key, place && `[${place}]`, language && `(${language})`].filter(Boolean).join(' ');
  return `${where} ${valueLine(before, shop)} → ${valueLine(after, shop)}`;
}

function valueLine(value: ChangedValue, shop: Program): string {
  if (value === null) return '(none)';
  if (typeof value !== 'object') return String(value);
  if (isChangedList(value)) return value.map((one) => valueLine(one, shop)).join(', ') || '(none)';
  if ('word' in value) return value.word;
  if ('text' in value) return `"${value.text.en}"`;
  if ('at' in value) return sortableTime(value.at, shop.timeZone);
  // Enough to tell one from another.
  if ('picture' in value) return value.picture?.slice(0, 6) ?? 'a drawing';
  const { minor, currency } = value.money;
  return writeDecimal(minor, minorDigits(currency));
}

const lists = {
  tier: 'tiers',
  fact: 'facts',
  segment: 'segments',
  rule: 'earning',
  reward: 'rewards',
  store: 'stores',
} as const;

/** What people call it, where the program has it. */
function nameIn(shop: Program, what: ProgramChange['what'], id: string): Text | null {
  if (!(what in lists)) return null;
  const things = shop[lists[what as keyof typeof lists]] ?? [];
  const name = things.find((one) => one.id === id)?.name;
  return typeof name === 'string' ? { en: name } : (name ?? null);
}

/** A value of a program, beside the program that has it. */
interface Side {
  readonly value: unknown;
  readonly shop: Program;
}

interface Place {
  readonly key: string;
  /** The program's own name of the value. */
  readonly name: string;
  /** Which of a list it is in, from 1; null: in none. */
  readonly place: number | null;
}

/** Names of what is drawn or photographed: nobody compares its path or its hash. */
const pictures: ReadonlySet<string> = new Set(['logo', 'logoPicture', 'cover', 'picture']);

/** Every value that differs, down to those that a person can read. */
function differing(at: Place, before: Side, after: Side): FieldWords[] {
  const [was, is] = [before.value, after.value];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (pictures.has(at.name)) return [fieldAt(at, pictured(was), pictured(is))];
  const given = [was, is].filter((one) => one !== undefined);
  if (given.every(isText)) return inLanguages(at, before, after, (text) => text ?? null);
  if (given.every(Array.isArray)) return inLists(at, before, after);
  if (given.every(isGroup)) {
    const names = new Set(given.flatMap((one) => Object.keys(one)));
    return [...names].flatMap((name) =>
      differing(
        { ...at, key: `${at.key}.${keyOf(name)}`, name },
        { ...before, value: (was as Group | undefined)?.[name] },
        { ...after, value: (is as Group | undefined)?.[name] },
      ),
    );
  }
  // How many stamps fill a card; elsewhere `every` is a time.
  const place =
    at.name === 'every' && typeof (is ?? was) === 'number' ? { ...at, key: 'stamps' } : at;
  return [
    fieldAt(place, changedValue(at.name, was, before.shop), changedValue(at.name, is, after.shop)),
  ];
}

/** A list of names and numbers is one value; each of a list of groups is by itself. */
function inLists(at: Place, before: Side, after: Side): FieldWords[] {
  const [was, is] = [listIn(before), listIn(after)];
  const all = [...was, ...is];
  if (all.every(isText)) {
    return inLanguages(at, before, after, (_, language, texts) =>
      (texts as readonly Text[]).map((text) => text[language] ?? text.en),
    );
  }
  if (all.every(isGroup)) {
    return Array.from({ length: Math.max(was.length, is.length) }, (_, index) =>
      differing(
        { ...at, place: index + 1 },
        { ...before, value: was[index] },
        { ...after, value: is[index] },
      ),
    ).flat();
  }
  const values = ({ shop }: Side, list: readonly unknown[]) =>
    list.map((one) => changedValue(at.name, one, shop));
  return [fieldAt(at, values(before, was), values(after, is))];
}

/** Words differ in one language or in several. */
function inLanguages(
  at: Place,
  before: Side,
  after: Side,
  said: (text: string | undefined, language: string, whole: unknown) => ChangedValue,
): FieldWords[] {
  const texts = [before, after].flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
  const languages = new Set(texts.filter(isText).flatMap((text) => Object.keys(text)));
  return [...languages].flatMap((language) => {
    const [was, is] = [before, after].map(({ value }) =>
      value === undefined ? null : said((value as Text)[language], language, value),
    ) as [ChangedValue, ChangedValue];
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [{ ...fieldAt(at, was, is), language }];
  });
}

const fieldAt = ({ key, place }: Place, before: ChangedValue, after: ChangedValue): FieldWords => ({
  key,
  ...(place !== null && { place }),
  before,
  after,
});

const pictured = (value: unknown): ChangedValue =>
  isGroup(value) ? { picture: typeof value.hash === 'string' ? value.hash : null } : null;

type Group = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is Text =>
  isGroup(value) && 'en' in value && typeof value.en === 'string';

const listIn = ({ value }: Side): readonly unknown[] => (Array.isArray(value) ? value : []);
