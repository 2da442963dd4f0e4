/** Version 1, the smallest symbol, has this many words, whatever part of them is for correction. */
const words = 26;
/** Fills the last word, which the data leave empty at both levels. */
const padding = '11101100';

/**
 * The 208 bits of a version 1 symbol in numeric mode, in the order of their places.
 * @param correcting how many of its words are for correction
 */
export function codewords(digits: string, correcting: number): boolean[] {
  // The mode and the number of digits; then three digits in ten bits each, and a single last one in four.
  const header = `0001${binary(digits.length, 10)}`;
  const groups = digits.match(/.{1,3}/g) ?? [];
  const numbers = groups.map((group) => binary(Number(group), group.length > 1 ? 10 : 4));
  const filled = 8 * (words - correcting - 1);
  const bits = (header + numbers.join('')).padEnd(filled, '0') + padding;
  const data = (bits.match(/.{8}/g) ?? []).map((word) => Number.parseInt(word, 2));
  return [...data, ...correctionOf(data, correcting)].flatMap((word) =>
    Array.from({ length: 8 }, (_, place) => ((word >> (7 - place)) & 1) === 1),
  );
}

const binary = (value: number, bits: number): string => value.toString(2).padStart(bits, '0');

/** Reed-Solomon: the remainder of the data after division by the generator. */
function correctionOf(data: readonly number[], correcting: number): number[] {
  const generator = generatorOf(correcting);
  let rest = Array<number>(correcting).fill(0);
  for (const word of data) {
    const factor = word ^ (rest[0] ?? 0);
    rest = [...rest.slice(1), 0].map(
      (value, place) => value ^ times(generator[place] ?? 0, factor),
    );
  }
  return rest;
}

/** The product of (x − 2^n) for the first `degree` n, without its leading 1. */
function generatorOf(degree: number): number[] {
  let product = [1];
  let root = 1;
  for (let step = 0; step < degree; step++) {
    const shifted = [...product, 0];
    product = shifted.map((value, place) => value ^ times(product[place - 1] ?? 0, root));
    root = times(root, 2);
  }
  return product.slice(1);
}

/** Multiplies in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1, the field of QR codes. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((other >> bit) & 1) * one;
  }
  return product;
}
