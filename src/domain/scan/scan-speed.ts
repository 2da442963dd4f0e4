/**
 * The longest time between two keys of a scanner that types. Scanners leave 1 to 50 ms; fingers are as fast for a
 * few keys, never for a whole code.
 */
export const scannerGapMs = 70;
