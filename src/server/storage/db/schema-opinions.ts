/** Tables of what members said: answers to surveys, and reviews that they wrote elsewhere. */
export interface OpinionTables {
  survey_answers: SurveyAnswerRow;
  survey_counts: SurveyCountRow;
  reviews: ReviewRow;
  review_links: ReviewLinkRow;
}

export interface SurveyAnswerRow {
  member_id: string;
  rule_id: string;
  /** Counts a member's answers to the survey from 1. */
  number: number;
  /**
   * By what it came: `voucher:` and the voucher's id, `id:` and that of an administrator's program, or
   * `fact:`, a system that tells facts, and its id.
   */
  source: string;
  version: number;
  answer: string;
  /** Where the reward was used, or as the program said; null: nobody said. */
  store_id: string | null;
  /** What it gave; 0: the limits left nothing. */
  points: number;
  at: number;
}

/** How often members who have left gave an answer. */
export interface SurveyCountRow {
  rule_id: string;
  version: number;
  answer: string;
  /** Empty: nobody said where. */
  store_id: string;
  count: number;
}

/** A review that was reported, under the shop's own id of it. */
export interface ReviewRow {
  review_id: string;
  member_id: string;
  /** The GTIN or article number, in the spelling of `productKey`. */
  product: string;
  /** 1 to 5; null: nobody said. It changes nothing in what is given. */
  rating: number | null;
  written_at: number;
  source: 'api' | 'link';
  outcome: 'given' | 'had' | 'limits';
  points: number;
  at: number;
}

/** A link that gives for one review, once. */
export interface ReviewLinkRow {
  review_id: string;
  /** In the link, with its signature. */
  id: string;
  member_id: string;
  product: string;
  made_at: number;
  /** From then on it gives nothing. */
  ends_at: number;
}
