/** What one rule made of one purchase (`EarnedLine`). Purchases of before rules were kept have none. */
export interface EarnedLineRow {
  member_id: string;
  purchase_id: string;
  rule_id: string;
  /** Its place among the lines of its purchase. */
  number: number;
  /** When it was sold. */
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
export interface AwardRow {
  member_id: string;
  rule_id: string;
  /** Counts a member's awards of a rule from 1, those that were taken back included. */
  number: number;
  /** The period of its goal, as in the lines; 0: of none. */
  within: number;
  points: number;
  /** When the purchase was sold that made it due. */
  at: number;
  purchase_id: string;
  in_all: number;
  /** When a return took it back; null: it stands. */
  back_at: number | null;
  /** How many of its points had expired then. */
  lapsed: number;
}

/** What a rule with a limit for all members has given, without what returns took. */
export interface EarningTotalRow {
  rule_id: string;
  times: number;
  points: number;
}
