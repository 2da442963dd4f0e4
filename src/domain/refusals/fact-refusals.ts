/** Why a fact that another system tells of a member is not taken. */
export type FactRefusal =
  /** Neither the signature of a source's secret nor of the one before. A source that is not there looks the same. */
  | { key: 'signature-wrong' }
  /** It was signed too long ago, or ahead of our clock. */
  | { key: 'signature-late'; now: number }
  /** The time of the fact is still to come. */
  | { key: 'fact-ahead'; now: number }
  /** It is so long ago that the program takes no report of it. */
  | { key: 'fact-late'; days: number }
  /** It is of before the day on which the member joined. */
  | { key: 'fact-early' }
  /** No program knows it, nor this one. */
  | { key: 'fact-unknown'; fact: string }
  /** The program's newsletter asks for a consent that a mail has confirmed. */
  | { key: 'newsletter-unconfirmed' };

export const factRefusals: Record<FactRefusal['key'], true> = {
  'signature-wrong': true,
  'signature-late': true,
  'fact-ahead': true,
  'fact-late': true,
  'fact-early': true,
  'fact-unknown': true,
  'newsletter-unconfirmed': true,
};
