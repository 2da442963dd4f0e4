import type { Unit } from '#domain/purchase/line.ts';
import type { Channel } from '#domain/values/channel.ts';
import type { FriendColumns } from './schema-referrals.ts';
import type { NoticeWay } from './schema-sign-ins.ts';

/** A till's report of a sale: who bought, and what it earned. */
export interface PurchaseRow {
  member_id: string;
  id: string;
  till_id: string;
  receipt_number: string;
  /** Null: from a version that did not store it; the till tells. */
  store_id: string | null;
  /** The associate who typed it; null: a POS reported it. */
  associate_id: string | null;
  /** The second associate, who agreed; null: none was needed. */
  confirmed_by: string | null;
  /** When it was sold. */
  at: number;
  /** Null: from a version that did not store it, or brought over from another system. */
  reported_at: number | null;
  /** What was paid for the goods, without taxes. */
  minor: number;
  currency: string;
  taxes: number;
  /** The tip, and by how much the sum was rounded for cash; below zero: down. */
  tip: number;
  rounding: number;
  /** JSON: `Tender[]`. */
  tenders: string;
  channel: Channel;
  /** Where, in the shop's own words; null: in the till's store. */
  place: string | null;
  /** What it earned, as it was last rated; its returns hold what they took of that. */
  points: number;
  /** When its points can be spent; null: at once. */
  available_at: number | null;
  /** From when its spend counts where tiers wait for points; null: from its sale. */
  counts_from: number | null;
  tier_id: string;
  /** Minor units that counted towards the tier, and how many of them returns took back. */
  counted: number;
  counted_back: number;
  /** JSON: `string[]`, what an associate confirmed; null: nothing. */
  acts: string | null;
  /** JSON: `string[]`, in which segments the member was before it, of those that its rules asked for; null: none was asked for, or the member has left. */
  segments: string | null;
  /** The system from whose file it was brought over, where it had earned already; null: a till reported it. */
  source: string | null;
}

/** A sale rated anew, because something was reported later that had happened before it. */
export interface PurchaseRatingRow {
  member_id: string;
  purchase_id: string;
  /** Counts a purchase's ratings from 1; the first one, when it was reported, is in no row. */
  number: number;
  at: number;
  tier_id: string;
  /** How many points more the purchase earned; below zero: fewer. */
  points: number;
  /** How many points more its returns take back. */
  back: number;
  /** How many points it lost that had expired before, and were not taken again. */
  lapsed: number;
}

export interface PurchaseLineRow {
  member_id: string;
  purchase_id: string;
  id: string;
  /** Its place on the receipt: equal remainders are shared out in this order. */
  number: number;
  minor: number;
  /** What it is, as the till said; null: it did not say. */
  gtin: string | null;
  sku: string | null;
  name: string | null;
  /** JSON: `string[]`. */
  categories: string | null;
  /** In thousandths of the unit, so that a weight is a whole number. */
  quantity: number | null;
  unit: Unit | null;
  /** Before all discounts, without taxes. */
  list_minor: number | null;
  /** JSON: `LinePromotion[]`. */
  promotions: string | null;
}

/** A reward that was given with a purchase. */
export interface PurchaseRedemptionRow {
  member_id: string;
  redemption_id: string;
  purchase_id: string;
  /** JSON: `PurchaseLine[]`, its discount by line. */
  lines: string;
}

/** A line for which a till undid a reward without a return of goods. */
export interface UndoneLineRow {
  member_id: string;
  redemption_id: string;
  line_id: string;
  at: number;
  reason: string;
}

/** Recognises a repeated purchase: a till's receipt number is one purchase for ever. */
export interface PurchaseReceiptRow {
  till_id: string;
  receipt_number: string;
  /** The number in the spelling of `foldReceipt`. */
  folded: string;
  /** Both null: only returns have named it so far. */
  member_id: string | null;
  purchase_id: string | null;
}

/** Recognises a repeated return, with all that it said: it may have to wait for its purchase. */
export interface ReturnReceiptRow {
  till_id: string;
  receipt_number: string;
  return_id: string;
  state: 'waiting' | 'applied' | 'refused';
  purchase_till_id: string;
  purchase_receipt_number: string;
  store_id: string;
  associate_id: string | null;
  at: number;
  reported_at: number;
  /** JSON: `ReturnContent`. */
  wish: string;
  /** The member of its purchase, when that is known. */
  member_id: string | null;
  /** JSON: `Refusal`, if it did not fit its purchase. */
  refusal: string | null;
}

/** A return that was applied to its purchase. */
export interface ReturnRow {
  member_id: string;
  id: string;
  purchase_id: string;
  what: 'whole' | 'lines' | 'amount';
  minor: number;
  /** The points that it takes, of those that the purchase earned. */
  points: number;
  /** How many of those had expired before, and were not taken again. */
  lapsed: number;
  /** Points that came back to the member from rewards given with the purchase. */
  given_back: number;
  /** The purchase of an exchange, and how many points it kept of those taken here. */
  exchange_purchase_id: string | null;
  exchange_kept: number;
  at: number;
}

export interface ReturnLineRow {
  member_id: string;
  purchase_id: string;
  return_id: string;
  line_id: string;
  minor: number;
}

/** What one rule made of one purchase (`EarnedLine`). Purchases of before rules were kept have none. */
export interface EarnedLineRow {
  member_id: string;
  purchase_id: string;
  rule_id: string;
  /** The line's place in its purchase. */
  number: number;
  at: number;
  /** What it gave, and what returns have taken of that. */
  points: number;
  points_back: number;
  /** Stamps, or minor units towards a goal, and how much of that returns have taken. */
  counted: number;
  counted_back: number;
  /** The first instant of the day or period that it is counted within; 0: of none. */
  within: number;
  /** JSON: `PurchaseLine[]`. */
  on_lines: string;
  /** 1: it comes back in proportion to the goods. */
  spread: number;
  needs: number;
  /** 1: its points are in the rule's `earning_totals`. */
  in_all: number;
  program_version: number;
}

/** What a counting rule gave when enough was counted: a full card, a goal that was reached. */
export interface AwardRow extends FriendColumns {
  member_id: string;
  rule_id: string;
  /** Counts a member's awards of a rule from 1, those that were taken back included. */
  number: number;
  /** The period of its goal, as in the lines; 0: of none. */
  within: number;
  points: number;
  /** When the purchase was sold that made it due, or a merge made it due. */
  at: number;
  /** The purchase that made it due; of a merge, the latest one that it counts. */
  purchase_id: string;
  in_all: number;
  /** When a return took it back (null: it stands), and how many of its points had expired then. */
  back_at: number | null;
  lapsed: number;
  /** The voucher that it gave, the latest one; null: it gave points. */
  redemption_id: string | null;
}

/** What is on record of a member's tier. The tier itself is what their history makes of it. */
export interface MemberTierRow {
  member_id: string;
  /** The last one that was noted, and since when. */
  tier_id: string;
  since: number;
  /** When the clock looks at it next; null: never. */
  look_at: number | null;
  /** The end of which the last mail tells, and when it was made. */
  mailed_for: number | null;
  mailed_at: number | null;
  mail_id: string | null;
  /** The end of which the member was told, when, and how; null: of none. */
  told_for: number | null;
  told_at: number | null;
  told_by: NoticeWay | null;
}

/** A tier that support gave a member, for a time. */
export interface TierGrantRow {
  member_id: string;
  /** Counts a member's from 1. */
  number: number;
  tier_id: string;
  from_at: number;
  until_at: number;
}

/** How far all members were looked at after the terms that decide tiers changed, at `began_at`. */
export interface TierSweepRow {
  began_at: number;
  after_member_id: string;
  /** Who was passed over, as their look failed (JSON: `string[]`), and when they are looked at again. */
  missed: string;
  again_at: number;
  done_at: number | null;
}
