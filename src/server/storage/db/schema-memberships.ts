import type { MemberTierRow, TierGrantRow, TierSweepRow } from './schema-purchases.ts';

/** Tables of tiers: what is on record of them, given, and paid for. */
export interface MembershipTables {
  member_tiers: MemberTierRow;
  tier_grants: TierGrantRow;
  tier_sweeps: TierSweepRow;
  memberships: MembershipRow;
  membership_looks: MembershipLookRow;
}

/** By what a membership was started: a line of a sale, the shop's own system, support. */
export type MembershipSource = 'sale' | 'api' | 'support';

/** A term that was paid for. When it begins and ends is what all of a member's rows make of it. */
export interface MembershipRow {
  member_id: string;
  /** `sale-<purchase>-<line's place>`, or what the shop's system or support called it. */
  id: string;
  tier_id: string;
  source: MembershipSource;
  /** When it was paid for, and when that was reported. */
  bought_at: number;
  reported_at: number;
  months: number;
  time_zone: string;
  /** Its sale; null: of none. */
  purchase_id: string | null;
  line_id: string | null;
  till_id: string | null;
  receipt_number: string | null;
  /** What was paid for it, without taxes. */
  minor: number;
  currency: string;
  /** JSON: `MembershipRefund`, as it was when it was paid for. */
  refund: string;
  program_version: number;
  /** When its member said that it is not to be renewed; null: they have not. */
  left_at: number | null;
  /** When it was taken back (null: it was not), by which return or by whom, and what was to be paid back. */
  back_at: number | null;
  back_by: string | null;
  refund_minor: number | null;
}

/** What a member was told of the end of their membership, and when the clock looks again. */
export interface MembershipLookRow {
  member_id: string;
  tier_id: string;
  look_at: number | null;
  /** The end of which the last mail told, and the last end that came. */
  mailed_for: number | null;
  ended_for: number | null;
}
