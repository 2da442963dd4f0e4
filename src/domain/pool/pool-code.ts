import type { Symbology } from '#domain/scan/scanner-profile.ts';
import { canCarry } from '#domain/scan/symbology.ts';

/** Longer than any till's code, and short enough for every symbology to carry. */
const longest = 64;

/** Why a text can't be a code of a pool. */
export type PoolCodeFault = 'empty' | 'long' | 'letters' | 'symbology';

/**
 * Why a text can't be a code, or null: it can. A code is the POS's own and stays exactly as it is, with leading zeros
 * and signs; it is refused only if no till reads it, or the barcode can't carry it.
 * @param symbology null: any
 */
export function poolCodeFault(text: string, symbology: Symbology | null): PoolCodeFault | null {
  if (text === '') return 'empty';
  if (text.length > longest) return 'long';
  if (!/^[\x20-\x7e]+$/.test(text)) return 'letters';
  return symbology === null || canCarry(symbology, text) ? null : 'symbology';
}
