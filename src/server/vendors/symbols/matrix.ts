import { encode } from 'uqr';
import type { Linear, Symbology } from '#domain/scan/scanner-profile.ts';

type TwoDimensional = Exclude<Symbology, Linear>;

/** The rows of a matrix symbol from the top; `1` is black. */
export async function matrixOf(
  symbology: TwoDimensional,
  text: string,
): Promise<readonly string[]> {
  if (symbology !== 'qr') return rowsByBwip(symbology, text);
  // No mark of the character set, which some till scanners would type; error correction as strong as the size allows.
  const { data } = encode(text, { ecc: 'M', border: 0, boostEcc: true });
  return data.map((row) => row.map((black) => (black ? '1' : '0')).join(''));
}

const names = { 'data-matrix': 'datamatrix', aztec: 'azteccode', pdf417: 'pdf417' } as const;

async function rowsByBwip(symbology: keyof typeof names, text: string): Promise<readonly string[]> {
  // A megabyte of script that most programs never need.
  const { default: bwip } = await import('bwip-js/node');
  const [grid] = bwip.raw({ bcid: names[symbology], text });
  // For linear symbols it returns something else.
  if (!grid || !('pixs' in grid)) throw new Error(`bwip-js drew no ${symbology}`);
  const rows = Array.from({ length: grid.pixs.length / grid.pixx }, (_, y) =>
    grid.pixs.slice(y * grid.pixx, (y + 1) * grid.pixx).join(''),
  );
  // By its standard a row of PDF417 is three modules high, and bwip-js returns it once.
  return symbology === 'pdf417' ? rows.flatMap((row) => [row, row, row]) : rows;
}
