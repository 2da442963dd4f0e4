/** The symbologies that a store may ask for. */
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

/** What a store's scanners read and send: what its barcodes contain, and what a till removes again. */
export interface ScannerProfile {
  readonly symbology: Symbology;
  /** Stands before the digits in the barcode; may be empty. */
  readonly prefix: string;
  /** Stands after them; may be empty. */
  readonly suffix: string;
  /** True: the till's field takes digits only, so prefix and suffix are digits. */
  readonly digitsOnly: boolean;
}

/** For a store without a profile, and when nobody knows the store: what every phone draws by itself. */
export const plainProfile: ScannerProfile = {
  symbology: 'code-128',
  prefix: '',
  suffix: '',
  digitsOnly: true,
};

/** Code 128 of the twelve digits and nothing around them. */
export const isPlain = ({ symbology, prefix, suffix }: ScannerProfile): boolean =>
  symbology === 'code-128' && prefix === '' && suffix === '';

/** True when the whole text is digits, so that a field for it may show a pad of digits. */
export const isDigits = ({ prefix, suffix }: ScannerProfile): boolean =>
  !/\D/.test(prefix + suffix);

const linear = ['code-128', 'ean-13', 'gs1-128', 'itf', 'code-39'] as const;
export type Linear = (typeof linear)[number];

/** True for bars, which a laser reads too; false for a matrix, which only an imager or a camera reads. */
export const isLinear = (symbology: Symbology): symbology is Linear =>
  linear.some((one) => one === symbology);
