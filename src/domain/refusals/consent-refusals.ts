/** Why consent to the newsletter is not taken. */
export type ConsentRefusal =
  /** The program has no newsletter. */
  | { key: 'newsletter-not-asked' }
  /** `left`: how many more tries the code has. */
  | { key: 'newsletter-code-wrong'; left: number }
  /** Too old, mistyped too often, or nobody asked for one. */
  | { key: 'newsletter-code-over' };

export const consentRefusals: Record<ConsentRefusal['key'], true> = {
  'newsletter-not-asked': true,
  'newsletter-code-wrong': true,
  'newsletter-code-over': true,
};
