/** Version 1 at level H: nine words of data, seventeen that correct them. */
const correctingWords = 17;
/** Numeric mode, then how many digits in ten bits. */
const header = `0001${(12).toString(2).padStart(10, '0')}`;
/** What fills the last word that the data leaves empty. */
const padding = '11101100';

/** The 208 bits of a version 1 symbol for twelve digits, in the order in which they are placed. */
export function codewords(digits: string): boolean[] {
  const triples = digits.match(/.{3}/g) ?? [];
  const numbers = triples.map((triple) => Number(triple).toString(2).padStart(10, '0'));
  const bits = (header + numbers.join('')).padEnd(64, '0') + padding;
  const data = (bits.match(/.{8}/g) ?? []).map((word) => Number.parseInt(word, 2));
  return [...data, ...correctionOf(data)].flatMap((word) =>
    Array.from({ length: 8 }, (_, place) => ((word >> (7 - place)) & 1) === 1),
  );
}

/** Reed-Solomon: what is left of the data after division by the generator. */
function correctionOf(data: readonly number[]): number[] {
  const generator = generatorOf(correctingWords);
  let rest = Array<number>(correctingWords).fill(0);
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
