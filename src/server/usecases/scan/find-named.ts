import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import { type ExternalId, readExternalId } from '#domain/people/external-id.ts';
import { Refused } from '#domain/refusal.ts';
import { isMembershipNumber } from '#domain/scan/membership-number.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { memberIdByExternalId } from '#server/storage/people/external-ids.ts';
import {
  memberById,
  memberIdByAnyAddress,
  memberIdByNumber,
} from '#server/storage/people/members.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** @throws Refused `member-unknown` */
export async function memberIdOfNumber({ db }: ReadWork, typed: string): Promise<string> {
  const number = typedDigits(typed);
  return known(isMembershipNumber(number) ? await memberIdByNumber(db, number) : undefined);
}

/** @throws Refused `member-unknown` */
export const memberIdOfExternalId = async ({ db }: ReadWork, id: ExternalId): Promise<string> =>
  known(await memberIdByExternalId(db, id));

/**
 * The member whom a program names: by a membership number, by the member's id, or by what another system calls them
 * (`shopify:5123`).
 * @throws Refused `member-unknown`
 */
export function memberIdNamed(work: ReadWork, member: string): Promise<string> {
  const externalId = readExternalId(member);
  if (externalId) return memberIdOfExternalId(work, externalId);
  return /^[\d\s-]+$/.test(member) ? memberIdOfNumber(work, member) : memberIdKnown(work, member);
}

/**
 * The row of who has left stays, and nothing leads to it: their id is nobody's. That of a membership that was merged
 * leads to the one that goes on.
 * @throws Refused `member-unknown`
 */
export async function memberIdKnown({ db }: ReadWork, id: string): Promise<string> {
  const member = await memberById(db, await goesOnAs(db, id));
  return known(member?.erased_at === null ? member.id : undefined);
}

/** @throws Refused `member-unknown`, `address-invalid` */
export async function memberIdOfAddress({ db }: ReadWork, typed: string): Promise<string> {
  const read = readEmailAddress(typed);
  if ('fault' in read) throw new Refused({ key: 'address-invalid', fault: read.fault });
  return known(await memberIdByAnyAddress(db, addressKey(read.address)));
}

function known(memberId: string | undefined): string {
  if (memberId === undefined) throw new Refused({ key: 'member-unknown' });
  return memberId;
}
