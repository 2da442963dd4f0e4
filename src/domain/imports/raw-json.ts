import { type LotField, type MemberField, placeOfColumn } from './member-fields.ts';
import type { Cell, RawMember } from './raw-member.ts';

/** A JSON object of which nothing is known. */
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text or number as a cell; undefined: it says nothing. */
function cellOf(value: unknown, name: string): Cell | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : { text, name };
}

/**
 * A member as JSON tells of them: the fields of a file's columns, in any spelling (`firstName`), and in place of numbered
 * columns a list `lots` of `points`, `expires`, `available`, and an object `externalIds` by source.
 * @returns null when it is no object
 */
export function rawOfJson(value: unknown): RawMember | null {
  if (!isFields(value)) return null;
  if (value.format === copyFormat) return rawOfCopy(value);
  const fields: Partial<Record<MemberField, Cell>> = {};
  const lots = lotsOf(value.lots);
  const first: Partial<Record<LotField, Cell>> = {};
  for (const [name, content] of Object.entries(value)) {
    const cell = cellOf(content, name);
    const place = cell && placeOfColumn(name);
    if (!cell || !place) continue;
    if (place.kind === 'member') fields[place.field] ??= cell;
    else if (place.kind === 'lot' && place.lot === 0) first[place.field] ??= cell;
  }
  const all = Object.keys(first).length === 0 ? lots : [first, ...lots];
  return { fields, lots: all, externalIds: idsOf(value.externalIds) };
}

function lotsOf(value: unknown): Partial<Record<LotField, Cell>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter(isFields).map((lot) => ({
    ...named('points', cellOf(lot.points, 'lots.points')),
    ...named('expires', cellOf(lot.expires, 'lots.expires')),
    ...named('available', cellOf(lot.available, 'lots.available')),
  }));
}

const named = <Name extends string>(name: Name, cell: Cell | undefined) =>
  (cell ? { [name]: cell } : {}) as Partial<Record<Name, Cell>>; // The key is the name.

function idsOf(value: unknown): Record<string, Cell> {
  if (!isFields(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([source, id]) => {
      const cell = cellOf(id, `externalIds.${source}`);
      return cell ? [[source, cell]] : [];
    }),
  );
}

/**
 * What a member's own copy begins with (`docs/privacy.md`). Its version rises when a field changes its meaning or goes, not
 * when one comes.
 */
export const copyFormat = 'tillpass-member/1';

const rowsOf = (copy: Fields, table: string): Fields[] => {
  const rows: unknown = copy[table];
  return Array.isArray(rows) ? rows.filter(isFields) : [];
};

/**
 * The copy that a member of another Tillpass took along: profile, lots with what is left of them, the tier of then, the
 * consent to the newsletter, and what other systems call them. Points that they owe are no lot, and are refused.
 */
function rawOfCopy(copy: Fields): RawMember {
  const [member = {}] = rowsOf(copy, 'members');
  const standing = isFields(copy.standing) ? copy.standing : {};
  const debt = Number(member.debt ?? 0);
  const lots = rowsOf(copy, 'lots')
    .filter(({ remaining }) => Number(remaining) > 0)
    .map((lot) => ({
      ...named('points', cellOf(lot.remaining, 'lots.remaining')),
      ...named('expires', cellOf(lot.endsAt ?? lot.expiresAt, 'lots.expiresAt')),
      ...named('available', cellOf(lot.availableAt, 'lots.availableAt')),
    }));
  const owed = debt > 0 ? [{ points: { text: `-${debt}`, name: 'members.debt' } }] : [];
  const ids = rowsOf(copy, 'externalIds').map(({ source, externalId }) => [source, externalId]);
  return {
    fields: {
      ...named('id', cellOf(member.id, 'members.id')),
      ...named('email', cellOf(member.address, 'members.address')),
      ...named('first-name', cellOf(member.firstName, 'members.firstName')),
      ...named('language', cellOf(member.language, 'members.language')),
      ...named('joined', cellOf(member.joinedAt, 'members.joinedAt')),
      ...named('tier', cellOf(standing.tier, 'standing.tier')),
      ...named('tier-since', cellOf(standing.since, 'standing.since')),
      ...named('tier-until', cellOf(standing.until, 'standing.until')),
      ...newsletterOf(copy),
    },
    lots: [...owed, ...lots],
    externalIds: idsOf(Object.fromEntries(ids)),
  };
}

function newsletterOf(copy: Fields): RawMember['fields'] {
  const [row] = rowsOf(copy, 'newsletters');
  if (row?.state !== 'given') return {};
  const consent = rowsOf(copy, 'factConsents').findLast(
    ({ fact, given }) => fact === 'newsletter' && given === true,
  );
  return {
    ...named('newsletter', cellOf(row.at, 'newsletters.at')),
    ...named('newsletter-words', cellOf(consent?.wording, 'factConsents.wording')),
    ...named('newsletter-language', cellOf(consent?.language, 'factConsents.language')),
  };
}
