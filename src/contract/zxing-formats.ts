import type { Symbology } from '#domain/scan/scanner-profile.ts';

/** zxing's name for each symbology, for the till's camera and for the tests of drawings. */
export const zxingFormats = {
  'code-128': 'Code128',
  'ean-13': 'EAN13',
  'gs1-128': 'Code128',
  itf: 'ITF',
  'code-39': 'Code39',
  qr: 'QRCode',
  'data-matrix': 'DataMatrix',
  aztec: 'Aztec',
  pdf417: 'PDF417',
} as const satisfies Record<Symbology, string>;
