import type { SymbolDrawing } from '#contract/member.ts';
import { BARS_QUIET, code128 } from './code-128.ts';
import { QR_QUIET, qr } from './qr.ts';

/** Bars for a voucher code, a membership number or a pass. */
export const drawBars = (digits: string): SymbolDrawing => ({
  symbology: 'code-128',
  rows: [code128(digits)],
  quiet: BARS_QUIET,
});

/** A voucher code or a pass as every phone draws it: Code 128, and a QR code of the same digits. */
export const drawPlain = (digits: string): readonly SymbolDrawing[] => [
  drawBars(digits),
  { symbology: 'qr', rows: qr(digits), quiet: QR_QUIET },
];
