import { storeOf } from '#domain/program/program.ts';
import { payloadOf } from '#domain/scan/scanner-payload.ts';
import { isPlain, type Symbology } from '#domain/scan/scanner-profile.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { handedCode } from '#server/storage/pools/pool-handouts.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { mintPayloadOf } from '#server/usecases/mint/show-mint.ts';
import { claimedCodesOf } from './name-voucher.ts';

/** What a live voucher's barcode carries. */
export interface BarcodePayload {
  /** Exactly the text of the barcode. */
  readonly text: string;
  /** Null: the phone draws Code 128 and QR of the twelve digits. */
  readonly symbology: Symbology | null;
  /** What a person types, if it is shorter than the text. */
  readonly typed?: string;
}

/** What a live voucher's barcode carries; null while its code is still being made elsewhere. */
export async function barcodePayloadOf(
  work: ReadWork,
  row: RedemptionRow,
): Promise<BarcodePayload | null> {
  switch (row.code_source) {
    case 'mint':
      return mintPayloadOf(work, row);
    case 'pool':
      return pooledPayload(work, row);
    case 'own':
      return ownPayload(work, row);
  }
}

/** A code of the till's own, unchanged. */
async function pooledPayload(work: ReadWork, row: RedemptionRow): Promise<BarcodePayload | null> {
  const code = await handedCode(work.db, row.member_id, row.id);
  if (!code) return null;
  return { text: work.context.secrets.open('pool-code', code.sealed), symbology: code.symbology };
}

/** One of our codes, in the symbology of the store where the member is. */
async function ownPayload(work: ReadWork, row: RedemptionRow): Promise<BarcodePayload> {
  const { code, short } = await claimedCodesOf(work, row);
  const plain = { text: code, symbology: null };
  if (row.store_id === null) return plain;
  const profile = storeOf(work.program, row.store_id)?.scanner;
  if (!profile || isPlain(profile)) return plain;
  const text = payloadOf(profile, { code, short });
  // It was issued before the store had this symbology, which needs another code. Every till reads the plain one.
  return text === null ? plain : { text, symbology: profile.symbology };
}
