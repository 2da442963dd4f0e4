/** Kinds of barcode that a store may ask for. */
export const symbologies = [
  'code-128',
  'ean-13',
  'gs1-128',
  'itf',
  'code-39',
  'qr',
  'data-matrix',
  'aztec',
  'pdf417',
] as const;

export type Symbology = (typeof symbologies)[number];

/** What a store's scanners read and send: what stands in the bars there, and what a till takes off again. */
export interface ScannerProfile {
  readonly symbology: Symbology;
  /** Sent in front of the digits, by the barcode or the scanner; may be empty. */
  readonly prefix: string;
  /** Sent behind them; may be empty. */
  readonly suffix: string;
  /** The till's field takes digits only, so prefix and suffix are digits too. */
  readonly digitsOnly: boolean;
}
