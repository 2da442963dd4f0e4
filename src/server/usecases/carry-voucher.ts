import type { Symbology } from '#domain/scanner-profile.ts';
import type { Context } from '#server/context.ts';
import type { RedemptionRow } from '#server/storage/schema.ts';
import { voucherCodeOf } from './name-voucher.ts';

/** What a live voucher's barcode carries. */
export interface Carrier {
  /** Exactly what stands in the bars. */
  readonly text: string;
  /** Null: Code 128 and QR of the twelve digits, as the phone draws them. */
  readonly symbology: Symbology | null;
}

/** What a live voucher carries to the till; null while its code is still being made elsewhere. */
export async function carrierOf(context: Context, row: RedemptionRow): Promise<Carrier | null> {
  return { text: voucherCodeOf(context, row), symbology: null };
}
