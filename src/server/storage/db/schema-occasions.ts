/** Tables of what rules give for something that is no sale. */
export interface OccasionTables {
  occasions: OccasionRow;
}

/** What a rule gave for one occasion of a member. The key keeps it from giving twice, whoever tries at once. */
export interface OccasionRow {
  member_id: string;
  rule_id: string;
  /** Which one it was, by the rule's kind: the year of a birthday; `once` where there is only one. */
  occasion: string;
  /** The kind of the rule, by which the ledger's entry is named too. */
  kind: string;
  points: number;
  at: number;
  /** 1: its points are in the rule's `earning_totals`. */
  in_all: number;
  program_version: number;
}
