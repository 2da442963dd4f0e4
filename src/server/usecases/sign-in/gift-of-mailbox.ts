import { mailboxKey, oneMailboxKey } from '#domain/people/email-address.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { addJoiningGift, hadJoiningGift } from '#server/storage/people/joining-gifts.ts';
import { isAnothersMailbox } from '#server/storage/people/members.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';

type Newcomer = Pick<MemberRow, 'id' | 'address'>;

/** For so long a mailbox that has had the gift for joining gets no other one, also after its member has left. */
const onceInMs = 400 * 24 * 60 * 60_000;

/**
 * Whether the gift for joining went to a member's mailbox before, in whatever spelling, or somebody else is a member
 * there. Ask it only of who has proved their address: to anybody else the answer would tell who is a member.
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
  return addJoiningGift(work, { mailbox_hash, ends_at: work.at + onceInMs }, work.at);
}
