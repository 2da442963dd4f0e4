/** Why an answer or a review is not taken. */
export type OpinionRefusal =
  /** The question has another version, ended, or was about a voucher that is too old or was not used. */
  | { key: 'survey-over' }
  /** This member answered it before. */
  | { key: 'survey-answered' }
  /** No rule for reviews is in force. */
  | { key: 'review-none' }
  /** It was written before its writer was a member. */
  | { key: 'review-early' }
  /** The link is too old, or none of ours. */
  | { key: 'review-link-over' }
  /** Another member is signed in than the one whom the link was made for. */
  | { key: 'review-link-other' };

export const opinionRefusals: Record<OpinionRefusal['key'], true> = {
  'survey-over': true,
  'survey-answered': true,
  'review-none': true,
  'review-early': true,
  'review-link-over': true,
  'review-link-other': true,
};
