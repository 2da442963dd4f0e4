import type JsBarcode from 'jsbarcode';
import type { Linear } from '#domain/scan/scanner-profile.ts';

const formats: Record<Linear, JsBarcode.Options> = {
  'code-128': { format: 'CODE128' },
  // Flat: without the longer bars and the digits between them, which JsBarcode draws as separate parts.
  'ean-13': { format: 'EAN13', flat: true },
  // FNC1 at the beginning makes it a GS1-128.
  'gs1-128': { format: 'CODE128', ean128: true },
  itf: { format: 'ITF' },
  'code-39': { format: 'CODE39' },
};

/**
 * The modules of a linear symbol from left to right; `1` is black. What draws them is loaded for the first one: many
 * servers draw none.
 */
export async function barsOf(symbology: Linear, text: string): Promise<string> {
  const { default: draw } = await import('jsbarcode');
  const drawing: { encodings?: readonly { readonly data: string }[] } = {};
  // JsBarcode writes its bits into a plain object and needs no document.
  draw(drawing, text, formats[symbology]);
  const bars = (drawing.encodings ?? []).map(({ data }) => data).join('');
  return symbology === 'code-39' ? narrowed(bars) : bars;
}

/**
 * Wide bars of two modules instead of three, the least that ISO/IEC 16388 allows. That saves a sixth of the modules,
 * which a phone needs more than the ratio, because its edges are sharp and no ink spreads. Also without a space after
 * the last bar.
 */
const narrowed = (bars: string): string =>
  bars.replace(/(.)\1\1/g, (wide) => wide.slice(1)).replace(/0$/, '');
