import type { SheetItem } from '#domain/scan/scanner-sheet.ts';
import type { Say } from './use-scanner-words.ts';

/** "2. Code 128, small", as on the sheet. */
export function itemName(t: Say, { number, symbology, size }: SheetItem): string {
  const kind = { symbology: t(`scanner.symbology.${symbology}`) };
  return `${number}. ${t(size === 'large' ? 'scanner.item' : 'scanner.item-small', kind)}`;
}
