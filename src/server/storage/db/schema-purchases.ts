import type { Unit } from '#domain/purchase/line.ts';
import type { Channel } from '#domain/purchase/purchase.ts';

/** A till's report of what was sold, who bought it and what it earned. */
export interface PurchaseRow {
  member_id: string;
  id: string;
  till_id: string;
  receipt_number: string;
  /** Null: reported before stores were kept; the till says. */
  store_id: string | null;
  /** Who typed it in on the till page; null: a POS reported it. */
  associate_id: string | null;
  /** The second associate who agreed to so much by hand; null: nobody had to. */
  confirmed_by: string | null;
  /** When it was sold. */
  at: number;
  /** Null: reported before that was kept. */
  reported_at: number | null;
  /** What was paid for the goods, without taxes. */
  minor: number;
  currency: string;
  taxes: number;
  /** Paid for the people, and by how much the sum was rounded for cash, below zero: down. */
  tip: number;
  rounding: number;
  /** JSON: `Tender[]`. */
  tenders: string;
  channel: Channel;
  /** Where, in the shop's own words; null: at the till's store. */
  place: string | null;
  /** What it earned; what returns took of it stands with them. */
  points: number;
  tier_id: string;
  /** Minor units that counted towards the tier, and how many of them returns took back. */
  counted: number;
  counted_back: number;
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
  /** Thousandths of the unit, so that a weight is a whole number. */
  quantity: number | null;
  unit: Unit | null;
  /** Before every discount, without taxes. */
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

/** A line for which a till undid a reward without goods coming back. */
export interface UndoneLineRow {
  member_id: string;
  redemption_id: string;
  line_id: string;
  at: number;
  reason: string;
}

/** The natural key of a purchase: a till's receipt number is one purchase for ever. */
export interface PurchaseReceiptRow {
  till_id: string;
  receipt_number: string;
  /** The number as `foldReceipt` spells it. */
  folded: string;
  /** Both null: only returns have named it so far. */
  member_id: string | null;
  purchase_id: string | null;
}

/** The natural key of a return, with all that it said: it may have to wait for its purchase. */
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
  /** Whose purchase it was, once that is known. */
  member_id: string | null;
  /** JSON: `Refusal`, when its purchase came and it did not fit. */
  refusal: string | null;
}

/** A return that was applied to its purchase. */
export interface ReturnRow {
  member_id: string;
  id: string;
  purchase_id: string;
  what: 'whole' | 'lines' | 'amount';
  minor: number;
  /** Its part of what the purchase had earned. */
  points: number;
  /** How many of those had expired before, and were not taken again. */
  lapsed: number;
  /** Points that came back to the member from rewards given with the purchase. */
  given_back: number;
  /** The purchase that an exchange made, and how many points that kept of what this one took. */
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
