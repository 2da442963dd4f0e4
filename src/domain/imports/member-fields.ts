/** The fields of a member that a file may have, each a text as it stands in the file. */
export const memberFields = [
  'id',
  'number',
  'email',
  'first-name',
  'language',
  'joined',
  'tier',
  'tier-since',
  'tier-until',
  'newsletter',
  'newsletter-words',
  'newsletter-language',
] as const;

export type MemberField = (typeof memberFields)[number];

/** `points`, `expires` and `available` of a lot; further lots are `points-2`, `expires-2` and so on. */
const lotFields = ['points', 'expires', 'available'] as const;
export type LotField = (typeof lotFields)[number];

/** As many lots as a program has months of earning, and some. */
export const lotsAtMost = 60;

/** Where a cell of a line belongs. */
export type FieldPlace =
  | { readonly kind: 'member'; readonly field: MemberField }
  /** From 0. */
  | { readonly kind: 'lot'; readonly field: LotField; readonly lot: number }
  /** An id of another system than the file's own. */
  | { readonly kind: 'external-id'; readonly source: string };

/** Names of columns as other programs' exports write them, in the spelling of `plainName`. */
const otherNames = new Map<string, MemberField | 'points' | 'expires'>(
  Object.entries({
    'email address': 'email',
    'e mail': 'email',
    mail: 'email',
    'customer email': 'email',
    emails: 'email',
    'first name': 'first-name',
    firstname: 'first-name',
    'given name': 'first-name',
    'customer id': 'id',
    'external id': 'id',
    'square customer id': 'id',
    'merchant id': 'id',
    'membership number': 'number',
    'points balance': 'points',
    'current points balance': 'points',
    'points available': 'points',
    'approved points': 'points',
    balance: 'points',
    'expiration date': 'expires',
    'points expiration date': 'expires',
    'enrolled at': 'joined',
    'joined at': 'joined',
    'vip tier': 'tier',
    'tier name': 'tier',
  }),
);

/** People type names in any case, and with blanks, hyphens or underscores. */
export const plainName = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/**
 * Where a column belongs, by its name.
 * @returns null when the name says nothing: the column is left out, and the report says so
 */
export function placeOfColumn(name: string): FieldPlace | null {
  const source = sourceIn(name);
  if (source !== null) return { kind: 'external-id', source };
  const plain = plainName(name);
  const [, base = plain, number] = /^(.*?) (\d{1,2})$/.exec(plain) ?? [];
  const known = fieldOf(number === undefined ? plain : base);
  if (known === null) return null;
  const lotField = lotFields.find((one) => one === known);
  if (!lotField) return number === undefined ? { kind: 'member', field: asMember(known) } : null;
  const lot = number === undefined ? 0 : Number(number) - 1;
  return lot < 0 ? null : { kind: 'lot', field: lotField, lot };
}

/** The system of a column such as `id:shopify`; null: it is no such column. */
export const sourceIn = (name: string): string | null =>
  /^id:([a-z][a-z0-9-]{0,31})$/.exec(name.trim())?.[1] ?? null;

const fieldOf = (plain: string): MemberField | LotField | null =>
  [...memberFields, ...lotFields].find((one) => plainName(one) === plain) ??
  otherNames.get(plain) ??
  null;

// Whatever is no field of a lot is one of a member.
const asMember = (field: MemberField | LotField): MemberField => field as MemberField;
