/**
 * The longest pause between two keys of a scanner that types. Scanners pause for 1 to 50 ms; people are that fast for a
 * few keys, never for a whole code.
 */
export const scannerGapMs = 70;
