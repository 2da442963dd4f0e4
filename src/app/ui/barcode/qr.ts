import { encode } from 'uqr';

/** Rows of a QR code from the top, each from left to right, a character a module: `1` black. */
export type Matrix = readonly string[];

/** Modules of white that ISO/IEC 18004 demands on all four sides. */
export const QR_QUIET = 4;

/** A voucher code fits version 1, the smallest: 21 modules square. */
export const QR_MODULES = 21;

/**
 * Encodes a voucher code's twelve digits as a QR code in numeric mode, without an ECI marker, which
 * some till scanners would type out as `\000026`.
 *
 * Error correction is M or better: whatever fits the same 21 modules, which for twelve digits is H,
 * so that a cracked display costs nothing in size. uqr is 3.4 KB of brotli, too little to load apart.
 *
 * The standard is [ISO/IEC 18004](https://www.iso.org/standard/83389.html).
 *
 * @throws Error when `digits` is not twelve Latin digits: the style sheet counts on version 1.
 */
export function qr(digits: string): Matrix {
  if (!/^[0-9]{12}$/.test(digits)) throw new Error('A QR code is drawn for twelve digits only.');
  const { data } = encode(digits, { ecc: 'M', boostEcc: true, border: 0 });
  return data.map((row) => row.map((black) => (black ? '1' : '0')).join(''));
}
