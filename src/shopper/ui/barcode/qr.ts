import { penalty } from './qr-penalty.ts';
import { codewords } from './qr-words.ts';

/** Rows of a QR code from the top, each from left to right, one character for each module: `1` is black. */
export type Matrix = readonly string[];

/** Modules of white that ISO/IEC 18004 demands on all four sides. */
export const QR_QUIET = 4;

/** A voucher code and a pass fit version 1, the smallest: 21 modules square. */
const QR_MODULES = 21;

interface Level {
  /** The bits in the symbol that name the level. */
  readonly bits: number;
  /** How many of its 26 words are for correction. */
  readonly correcting: number;
}
/** Holds 17 digits. */
const levelH: Level = { bits: 0b10, correcting: 17 };
/** Holds 27. */
const levelQ: Level = { bits: 0b11, correcting: 13 };

/**
 * Encodes a voucher code's twelve digits or a pass's twenty-two as a QR code in numeric mode, without an ECI marker,
 * which some till scanners would type as `\000026`. It uses the highest error correction that fits the digits into the
 * same 21 modules, H or Q: resistance to a cracked display costs no size. It is written for this one size, which saves
 * a phone 3 KB of brotli; a test compares it with uqr. The standard is [ISO/IEC
 * 18004](https://www.iso.org/standard/83389.html).
 * @throws Error when `digits` has another length or other characters: it only draws version 1.
 */
export function qr(digits: string): Matrix {
  if (!/^[0-9]{12}([0-9]{10})?$/.test(digits)) throw new Error('Not twelve or twenty-two digits.');
  const level = digits.length > 12 ? levelQ : levelH;
  const bits = codewords(digits, level.correcting);
  // Takes the mask that looks least like a finder or a blot, as the standard says.
  const drawn = masks.map((mask, number) => draw(bits, mask, formatOf(level.bits, number)));
  const costs = drawn.map(penalty);
  const best = drawn[costs.indexOf(Math.min(...costs))] ?? [];
  return best.map((row) => row.map((black) => (black ? '1' : '0')).join(''));
}

type Mask = (x: number, y: number) => boolean;
const masks: readonly Mask[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

const last = QR_MODULES - 1;

function draw(bits: readonly boolean[], mask: Mask, format: number): boolean[][] {
  let next = 0;
  const rows = Array.from({ length: QR_MODULES }, () => Array<boolean>(QR_MODULES).fill(false));
  const set = (x: number, y: number, black: boolean) => rows[y]?.splice(x, 1, black);
  for (let y = 0; y <= last; y++)
    for (let x = 0; x <= last; x++) if (isFixed(x, y)) set(x, y, fixed(x, y, format));
  // Two columns at a time from the right, alternately up and down, around the timing column.
  for (let right = last; right > 0; right -= right === 8 ? 3 : 2) {
    const column = right > 6 ? right : right + 1;
    const up = ((column + 1) & 2) === 0;
    for (let step = 0; step <= last; step++)
      for (const x of [right, right - 1]) {
        const y = up ? last - step : step;
        if (!isFixed(x, y)) set(x, y, bits[next++] !== mask(x, y));
      }
  }
  return rows;
}

/** Finders with their margins, the timing lines, and the format bits: no place for data. */
const isFixed = (x: number, y: number): boolean =>
  x === 6 || y === 6 || (x < 9 && y < 9) || (x > 12 && y < 9) || (x < 9 && y > 12);

function fixed(x: number, y: number, format: number): boolean {
  const bit = formatBitAt(x, y);
  if (bit !== null) return bit === 'dark' || ((format >> bit) & 1) === 1;
  for (const [left, top] of [
    [3, 3],
    [last - 3, 3],
    [3, last - 3],
  ] as const) {
    const ring = Math.max(Math.abs(x - left), Math.abs(y - top));
    if (ring <= 4) return ring !== 2 && ring !== 4;
  }
  return (x + y) % 2 === 0;
}

/** Which of the fifteen format bits is here: each appears twice, around the first finder and beside the others. */
function formatBitAt(x: number, y: number): number | 'dark' | null {
  if (x === 8 && y !== 6) {
    if (y < 9) return y < 6 ? y : y - 1;
    if (y > 12) return y === 13 ? 'dark' : y - 6;
  }
  if (y === 8 && x !== 6) {
    if (x < 8) return x > 6 ? 8 : 14 - x;
    if (x > 12) return last - x;
  }
  return null;
}

/** Level and mask, with ten bits of BCH code, masked so that it is never all white. */
function formatOf(level: number, mask: number): number {
  const data = (level << 3) | mask;
  let rest = data;
  for (let step = 0; step < 10; step++) rest = (rest << 1) ^ ((rest >> 9) * 0b101_0011_0111);
  return ((data << 10) | rest) ^ 0b101_0100_0001_0010;
}
