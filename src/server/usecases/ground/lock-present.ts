import { Refused } from '#domain/refusal.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Work } from './work.ts';

/**
 * Locks a member who is still one. A session or a link is read before the transaction, and who leaves meanwhile keeps
 * a row: every act that writes for a member whom it found earlier begins here, or it would write them back.
 * @throws Refused `signed-out`
 */
export async function lockPresent(work: Work, memberId: string): Promise<MemberRow> {
  await work.lockMember(memberId);
  const member = await memberById(work.db, memberId);
  if (!member || member.erased_at !== null) throw new Refused({ key: 'signed-out' });
  return member;
}
