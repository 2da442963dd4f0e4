import { storeOf } from '#domain/program/program.ts';
import { payloadOf } from '#domain/scan/scanner-payload.ts';
import { isPlain, type Symbology } from '#domain/scan/scanner-profile.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { handedCode } from '#server/storage/pools/pool-handouts.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { mintCarrierOf } from '#server/usecases/mint/show-mint.ts';
import { shortCodeOf, voucherCodeOf } from './name-voucher.ts';

/** What a live voucher's barcode carries. */
export interface Carrier {
  /** Exactly what stands in the bars. */
  readonly text: string;
  /** Null: Code 128 and QR of the twelve digits, as the phone draws them. */
  readonly symbology: Symbology | null;
  /** What fingers type, where that is less than what stands in the bars. */
  readonly typed?: string;
}

/** What a live voucher carries to the till; null while its code is still being made elsewhere. */
export async function carrierOf(work: ReadWork, row: RedemptionRow): Promise<Carrier | null> {
  switch (row.code_source) {
    case 'mint':
      return mintCarrierOf(work, row);
    case 'pool':
      return pooledCarrier(work, row);
    case 'own':
      return ownCarrier(work, row);
  }
}

/** The till's own code, as it is. */
async function pooledCarrier(work: ReadWork, row: RedemptionRow): Promise<Carrier | null> {
  const code = await handedCode(work.db, row.member_id, row.id);
  if (!code) return null;
  return { text: work.context.secrets.open('pool-code', code.sealed), symbology: code.symbology };
}

/** A code of our own, in the bars of the store where the member is. */
async function ownCarrier(work: ReadWork, row: RedemptionRow): Promise<Carrier> {
  const code = voucherCodeOf(work.context, row);
  const plain = { text: code, symbology: null };
  if (row.store_id === null) return plain;
  const profile = storeOf(work.program, row.store_id)?.scanner;
  if (!profile || isPlain(profile)) return plain;
  const text = payloadOf(profile, { code, short: shortCodeOf(work.context, row) });
  // Issued before the store asked for bars that need another code: the plain ones are read everywhere.
  return text === null ? plain : { text, symbology: profile.symbology };
}
