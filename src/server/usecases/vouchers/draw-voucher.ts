import type { SymbolDrawing } from '#contract/member.ts';
import { isLinear } from '#domain/scan/scanner-profile.ts';
import { canCarry } from '#domain/scan/symbology.ts';
import { drawSymbol } from '#server/vendors/symbols/draw-symbol.ts';
import type { Carrier } from './carry-voucher.ts';

/**
 * Modules that a phone of 360 pixels shows at 0.25 mm each, the narrowest that GS1 allows at a till: a pixel of
 * CSS is 0.15 mm on the finest phones, so that a module wants 1.67 of the 358 that there are.
 */
const modulesAtMost = 214;

/**
 * What the phone is given to show: the store's own symbology first, and QR of the same text for cameras and
 * imagers beside bars. Bars too fine for a phone stand second. Null: the phone draws the twelve digits itself.
 */
export async function drawCarrier({
  text,
  symbology,
}: Carrier): Promise<readonly SymbolDrawing[] | null> {
  if (symbology === null) return null;
  const qr = () => drawSymbol('qr', text);
  // A pool's own code may be of a kind that its store's symbology was not made for.
  if (!canCarry(symbology, text)) return [await qr()];
  const own = await drawSymbol(symbology, text);
  if (!isLinear(symbology)) return [own];
  const modules = (own.rows[0]?.length ?? 0) + 2 * own.quiet;
  return modules > modulesAtMost ? [await qr(), own] : [own, await qr()];
}
