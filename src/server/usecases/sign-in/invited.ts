import { referralEnd, referralRuleAt } from '#domain/earning/referral.ts';
import { mailboxKey, oneMailboxKey } from '#domain/people/email-address.ts';
import { formerAddressMs, readInvitationCode } from '#domain/people/invitation.ts';
import type { ReferralRule } from '#domain/program/earning-rule.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { putFormerAddress, wasMembers } from '#server/storage/people/former-addresses.ts';
import { addReferral, inviterByCode } from '#server/storage/people/invitations.ts';
import { hadJoiningGift } from '#server/storage/people/joining-gifts.ts';
import { isAnothersMailbox, memberById } from '#server/storage/people/members.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';

/** An invitation that can be followed: who invites, and the rule by which both get something. */
export interface OpenInvitation {
  readonly code: string;
  readonly inviter: MemberRow;
  readonly rule: ReferralRule;
}

/** The invitation of a code; null: there is none, its member has left, or the program has no rule for it just then. */
export async function openInvitation(
  { db, program, at }: ReadWork,
  typed: string,
): Promise<OpenInvitation | null> {
  const rule = referralRuleAt(program, at);
  const code = readInvitationCode(typed);
  if (!rule || code === null) return null;
  const found = await inviterByCode(db, code);
  // The link of a membership that was merged leads to the one that goes on.
  const inviter = found === undefined ? undefined : await memberById(db, await goesOnAs(db, found));
  return inviter && inviter.erased_at === null ? { code, inviter, rule } : null;
}

/**
 * Keeps by whose invitation a new member joined. Not if its mailbox is a member's or was one's, in whatever spelling:
 * then nothing is kept and nothing is said, because whoever types an address must not learn whether it was ever a
 * member's.
 */
export async function keepReferral(
  work: Work,
  friend: Pick<MemberRow, 'id' | 'address'>,
  code: string,
): Promise<void> {
  const invitation = await openInvitation(work, code);
  if (!invitation) return;
  const { inviter, rule } = invitation;
  if (await isMembersMailbox(work, friend, inviter)) return;
  await addReferral(work, {
    member_id: friend.id,
    inviter_id: inviter.id,
    rule_id: rule.id,
    at: work.at,
    ends_at: referralEnd(rule, work.at, work.program.timeZone),
    program_version: work.version,
  });
}

/**
 * Whether a new member's mailbox is another member's or was one's. Addresses are found by `mailboxKey`, so the dots of a
 * mailbox at Google are compared with the inviter's address and with the hashes of mailboxes that are kept.
 */
async function isMembersMailbox(
  work: Work,
  { id, address }: Pick<MemberRow, 'id' | 'address'>,
  inviter: MemberRow,
): Promise<boolean> {
  const { db, at, context } = work;
  const mailbox = oneMailboxKey(address);
  if (mailbox === oneMailboxKey(inviter.address)) return true;
  if (await isAnothersMailbox(db, mailboxKey(address), id)) return true;
  // It is asked before the new member's own gift, so a gift that is kept is another's.
  if (await hadJoiningGift(db, context.secrets.hashes('joining-gift', mailbox), at)) return true;
  // Those kept by an earlier version have the dots in them.
  const hashes = [mailbox, mailboxKey(address)].flatMap((key) =>
    context.secrets.hashes('former-address', key),
  );
  return wasMembers(work, hashes, at);
}

/** Remembers that an address was a member's, where members invite: as a keyed hash, and for a time only. */
export async function rememberAddress(work: Work, address: string): Promise<void> {
  if (!work.program.earning?.some(({ kind }) => kind === 'referral')) return;
  await putFormerAddress(work, {
    address_hash: work.context.secrets.hash('former-address', oneMailboxKey(address)),
    ends_at: work.at + formerAddressMs,
  });
}
