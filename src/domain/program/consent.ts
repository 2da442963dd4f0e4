/**
 * The sentences that an associate reads out before somebody joins at a till. The text of a name never changes, so that
 * a stored consent says what was agreed to; a new text gets a new name.
 */
export const consentTexts = ['join-1'] as const;
export type ConsentText = (typeof consentTexts)[number];
