import type { AddressChangeState } from '#domain/people/address-change.ts';

/** Tables of members who invite others, of addresses that were theirs, and of mailboxes that had a gift. */
export interface ReferralTables {
  invitations: InvitationRow;
  referrals: ReferralRow;
  inviter_dues: InviterDueRow;
  former_addresses: FormerAddressRow;
  joining_gifts: JoiningGiftRow;
  address_changes: AddressChangeRow;
  waiting_addresses: WaitingAddressRow;
}

/** The link by which a member invites. */
export interface InvitationRow {
  member_id: string;
  /** What its address ends with: ten characters. */
  code: string;
  at: number;
}

/** By whose invitation a member joined; never changed. */
export interface ReferralRow {
  member_id: string;
  inviter_id: string;
  /** The rule that was in force then. */
  rule_id: string;
  at: number;
  /** From then on purchases of the friend count no more. */
  ends_at: number;
  program_version: number;
}

/** A friend's award that was given or taken back, until who invited them has their part of it. */
export interface InviterDueRow {
  id: string;
  inviter_id: string;
  friend_id: string;
  rule_id: string;
  /** Of the friend's award. */
  number: number;
  /** The return that took the award back; null: it was given. */
  return_id: string | null;
}

/** An address that was a member's, as a keyed hash of its mailbox, so that leaving and joining again is no invitation. */
export interface FormerAddressRow {
  address_hash: string;
  /** Deleted then. */
  ends_at: number;
}

/** A mailbox that has had the gift for joining, as a keyed hash of `oneMailboxKey`: another spelling of it gets none. */
export interface JoiningGiftRow {
  mailbox_hash: string;
  /** Deleted then. */
  ends_at: number;
}

/** A member's change of address (`domain/people/address-change.ts`), until its time is over. */
export interface AddressChangeRow {
  member_id: string;
  /** Counts a member's; one that is deleted is given again. */
  number: number;
  state: AddressChangeState;
  /** The new one. */
  address: string;
  /** The one of before, which waits while the state is `changed`; null: the new one is not confirmed. */
  before: string | null;
  before_key: string | null;
  /** Where the member asked for it; null: support did it. */
  session_id: string | null;
  code_hash: string | null;
  wrong_codes: number;
  at: number;
  /** When the code is over, or the time in which it can be taken back. */
  ends_at: number;
}

/** An address that waits for its member after a change: nobody else can have it. */
export interface WaitingAddressRow {
  address_key: string;
  member_id: string;
  /** Of the change. */
  number: number;
  ends_at: number;
}

/** For whom an award is. */
export interface FriendColumns {
  /** The friend whose award this one is for, because the member invited them; null: it is for what the member bought. */
  friend_id: string | null;
  /** The number of the friend's award. */
  friend_number: number | null;
}
