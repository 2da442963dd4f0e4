import type { SymbolDrawing } from '#contract/member.ts';
import { isLinear, type Symbology } from '#domain/scan/scanner-profile.ts';
import { canCarry } from '#domain/scan/symbology.ts';
import { barsOf } from './bars.ts';
import { matrixOf } from './matrix.ts';

/** Modules of white that each standard demands; one more where it demands none, for a phone's rim. */
const quiet: Record<Symbology, number> = {
  'code-128': 10,
  // The standard wants 11 on the left and 7 on the right, but a drawing has one number for both.
  'ean-13': 11,
  'gs1-128': 10,
  itf: 10,
  'code-39': 10,
  qr: 4,
  // Data Matrix's standard asks for one, Aztec's for none; glare at the edge of a display destroys a module.
  'data-matrix': 2,
  aztec: 2,
  pdf417: 2,
};

// Kept, because a live voucher's page asks again at every change, and a wallet draws several at once.
const drawn = new Map<string, SymbolDrawing>();
const keptAtMost = 500;

/**
 * Draws a barcode as modules.
 * @param text check digits included
 * @throws RangeError when the symbology can't carry the text: ask `canCarry` first
 */
export async function drawSymbol(symbology: Symbology, text: string): Promise<SymbolDrawing> {
  if (!canCarry(symbology, text)) throw new RangeError(`${symbology} can't carry this text`);
  const key = `${symbology} ${text}`;
  const known = drawn.get(key);
  if (known) return known;
  const rows = isLinear(symbology)
    ? [await barsOf(symbology, text)]
    : await matrixOf(symbology, text);
  const drawing = { symbology, rows, quiet: quiet[symbology] };
  if (drawn.size >= keptAtMost) drawn.clear();
  drawn.set(key, drawing);
  return drawing;
}
