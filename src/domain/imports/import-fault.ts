/** What is wrong with one line of a file of members, or of what they bought. */
export const importFaults = [
  // How the line is written.
  'cells',
  'quotes',
  'not-json',
  'json-long',
  'not-text',
  'field-twice',
  // Who it is.
  'nobody',
  'address-several',
  'address',
  'number',
  'id',
  'source',
  'rounded',
  // What is said of them.
  'name',
  'language',
  'time',
  'time-ahead',
  'points',
  'points-negative',
  'points-many',
  'lots-many',
  'expiry-missing-points',
  'expiry-past',
  'tier-unknown',
  'tier-no-rule',
  'tier-alone',
  'tier-over',
  'consent-alone',
  'consent-words',
  'consent-none',
  // What they bought.
  'receipt',
  'receipt-apart',
  'receipt-broken',
  'receipt-differs',
  'store-missing',
  'store-unknown',
  'till-unknown',
  'sold-missing',
  'currency',
  'amount',
  'amount-missing',
  'amount-negative',
  'total-differs',
  'lines-many',
  'line',
  'gtin',
  'quantity',
  'goods-text',
  // Beside others.
  'duplicate',
  'same-mailbox',
  'two-members',
  'other-address',
  'member-already',
  'another-content',
  'id-of-another',
  'ids-many',
  'unknown-member',
  'address-waits',
  'receipt-of-another',
  'receipt-reported',
  'receipt-other',
] as const;

export type ImportFaultKind = (typeof importFaults)[number];

/** Why a line can't be taken. */
export interface ImportFault {
  /** From 1: of the file, or the place in a JSON list. */
  readonly line: number;
  readonly fault: ImportFaultKind;
  /** The field that is meant, as the file's own header names it; null: the whole line. */
  readonly field: string | null;
  /** What stands there, at most forty signs; null: nothing that helps. */
  readonly sample: string | null;
  /** The line before that says the same; null: none is meant. */
  readonly ofLine: number | null;
}

/** A fault before its line is known. */
export type FieldFault = Omit<ImportFault, 'line' | 'ofLine'>;

const sampleAtMost = 40;

export const faultAt = (
  fault: ImportFaultKind,
  field: string | null,
  text: string | null,
): FieldFault => ({ fault, field, sample: text === null ? null : text.slice(0, sampleAtMost) });
