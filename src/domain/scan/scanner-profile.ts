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
  /** Stands in front of the digits in the barcode; may be empty. */
  readonly prefix: string;
  /** Stands behind them; may be empty. */
  readonly suffix: string;
  /** The till's field takes digits only, so prefix and suffix are digits too. */
  readonly digitsOnly: boolean;
}

/** Where a store says nothing, and where nobody knows the store: what every phone draws by itself. */
export const plainProfile: ScannerProfile = {
  symbology: 'code-128',
  prefix: '',
  suffix: '',
  digitsOnly: true,
};

/** Code 128 of the twelve digits and nothing around them. */
export const isPlain = ({ symbology, prefix, suffix }: ScannerProfile): boolean =>
  symbology === 'code-128' && prefix === '' && suffix === '';

/** Only digits stand under the bars, so that a field for typing them may bring up a pad of digits. */
export const isDigits = ({ prefix, suffix }: ScannerProfile): boolean =>
  !/\D/.test(prefix + suffix);

const linear = ['code-128', 'ean-13', 'gs1-128', 'itf', 'code-39'] as const;
export type Linear = (typeof linear)[number];

/** Bars, which a laser reads too, and not a picture, which only an imager or a camera does. */
export const isLinear = (symbology: Symbology): symbology is Linear =>
  linear.some((one) => one === symbology);
