/**
 * The sentences that an associate reads out before somebody joins at a till. What stands behind a name never
 * changes, so that a kept consent still says what was agreed to; new words get a new name.
 */
export const consentTexts = ['join-1'] as const;
export type ConsentText = (typeof consentTexts)[number];
