import type { SymbolDrawing } from '#contract/member.ts';
import { isLinear } from '#domain/scan/scanner-profile.ts';
import { canCarry } from '#domain/scan/symbology.ts';
import { drawSymbol } from '#server/vendors/symbols/draw-symbol.ts';
import type { BarcodePayload } from './barcode-payload.ts';

/**
 * The widest barcode that a phone of 360 pixels shows with modules of 0.25 mm, the narrowest that GS1 allows at a till.
 * On the finest phones a CSS pixel is 0.15 mm, so a module needs 1.67 of the 358 pixels that there are.
 */
const modulesAtMost = 214;

/**
 * The drawings for the phone: the store's own symbology first, and, beside bars, a QR code of the same text. Bars that
 * are too fine for a phone come second. Null: the phone draws the twelve digits itself.
 */
export async function drawPayload({
  text,
  symbology,
}: BarcodePayload): Promise<readonly SymbolDrawing[] | null> {
  if (symbology === null) return null;
  const qr = () => drawSymbol('qr', text);
  // A pool's own code may not fit its store's symbology.
  if (!canCarry(symbology, text)) return [await qr()];
  const own = await drawSymbol(symbology, text);
  if (!isLinear(symbology)) return [own];
  const modules = (own.rows[0]?.length ?? 0) + 2 * own.quiet;
  return modules > modulesAtMost ? [await qr(), own] : [own, await qr()];
}
