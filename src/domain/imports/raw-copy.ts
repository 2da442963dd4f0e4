import { cellOf, type Fields, idsOf, isFields, named } from './json-cells.ts';
import type { RawMember } from './raw-member.ts';

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
export function rawOfCopy(copy: Fields): RawMember {
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
  const ids = rowsOf(copy, 'externalIds').map(
    ({ source, externalId }) => [String(source), externalId] as const,
  );
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
    externalIds: idsOf(ids),
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
