import { readEmailAddress } from '#domain/people/email-address.ts';
import {
  type ExternalId,
  externalIdPattern,
  externalIdsAtMost,
  isSource,
} from '#domain/people/external-id.ts';
import { isMembershipNumber } from '#domain/scan/membership-number.ts';
import type { Cell } from './cell.ts';
import { refuse } from './faulty.ts';
import type { RawMember } from './raw-member.ts';

/** What of a line names a member by ids: the file's own system's, and those of further ones. */
interface NamedById {
  readonly fields: { readonly id?: Cell };
  readonly externalIds: RawMember['externalIds'];
}

/** A spreadsheet shows long numbers so, and has rounded them. */
export const rounded = /^\d+([.,]\d+)?E\+?\d+$/i;

export function idIn(cell: Cell | undefined): string | null {
  if (!cell) return null;
  if (rounded.test(cell.text)) refuse('rounded', cell);
  return new RegExp(externalIdPattern).test(cell.text) ? cell.text : refuse('id', cell);
}

export function idsIn({ fields, externalIds }: NamedById): ExternalId[] {
  const [last] = externalIds.slice(externalIdsAtMost - (fields.id ? 1 : 0));
  if (last) refuse('ids-many', last.cell);
  return externalIds.map(({ source, cell }) => {
    if (!isSource(source)) refuse('source', cell);
    return { source, id: idIn(cell) ?? '' };
  });
}

export function numberIn(cell: Cell | undefined): string | null {
  if (!cell) return null;
  if (rounded.test(cell.text)) refuse('rounded', cell);
  const digits = cell.text.replace(/[\s-]/g, '');
  return isMembershipNumber(digits) ? digits : refuse('number', cell);
}

export function addressIn(cell: Cell | undefined): string | null {
  if (!cell) return null;
  const read = readEmailAddress(cell.text);
  if ('address' in read) return read.address;
  return refuse(read.fault === 'several' ? 'address-several' : 'address', cell);
}
