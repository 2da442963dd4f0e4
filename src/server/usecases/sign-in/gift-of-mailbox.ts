import { mailboxKey, oneMailboxKey } from '#domain/people/email-address.ts';
import { formerAddressMs } from '#domain/people/invitation.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { addJoiningGift, hadJoiningGift } from '#server/storage/people/joining-gifts.ts';
import { isAnothersMailbox } from '#server/storage/people/members.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';

type Newcomer = Pick<MemberRow, 'id' | 'address'>;

/**
 * Whether the gift for joining went to a member's mailbox before, in whatever spelling, or somebody else is a member
 * there, in another spelling behind a plus. Ask it only of who has proved their address: to anybody else the answer would tell who is a member.
 */
export async function isGiftGone(
  { db, at, context }: ReadWork,
  { id, address }: Newcomer,
): Promise<boolean> {
  if (await isAnothersMailbox(db, mailboxKey(address), id, 'proved')) return true;
  return hadJoiningGift(db, context.secrets.hashes('joining-gift', oneMailboxKey(address)), at);
}

/**
 * Takes the one gift that a mailbox has. Of two of its spellings that join at once, one gets it.
 * @returns false: it is gone
 */
export async function takeGift(work: Work, member: Newcomer): Promise<boolean> {
  if (await isGiftGone(work, member)) return false;
  const mailbox_hash = work.context.secrets.hash('joining-gift', oneMailboxKey(member.address));
  // Also after its member has left, for as long as their address is remembered.
  return addJoiningGift(work, { mailbox_hash, ends_at: work.at + formerAddressMs }, work.at);
}
