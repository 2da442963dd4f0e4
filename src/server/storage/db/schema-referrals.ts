/** Tables of members who invite others. */
export interface ReferralTables {
  invitations: InvitationRow;
  referrals: ReferralRow;
  inviter_dues: InviterDueRow;
  former_addresses: FormerAddressRow;
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

/** For whom an award is. */
export interface FriendColumns {
  /** The friend whose award this one is for, because the member invited them; null: it is for what the member bought. */
  friend_id: string | null;
  /** The number of the friend's award. */
  friend_number: number | null;
}
